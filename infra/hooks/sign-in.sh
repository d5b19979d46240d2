#!/bin/sh
# The subscription to events is deployed with the Azure CLI, which has a sign-in of its own. This asks for it while
# somebody is at the keyboard, or says what is missing before anything is made.
set -eu

if ! command -v az >/dev/null 2>&1; then
  echo 'The Azure CLI is needed to subscribe to events: https://learn.microsoft.com/cli/azure/install-azure-cli' >&2
  exit 1
fi

if ! az account get-access-token ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"} --output none 2>/dev/null; then
  az login ${AZURE_TENANT_ID:+--tenant "$AZURE_TENANT_ID"} --output none
fi
