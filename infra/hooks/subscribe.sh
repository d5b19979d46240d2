#!/bin/sh
# Subscribes the function to events. It exists by now: Event Grid looks. What azd knows of the environment is set.
set -eu
cd "$(dirname "$0")/../.."
sh infra/hooks/sign-in.sh

# A function that was deployed a moment ago may not be listed yet, nor a role be known everywhere.
attempt=1
until az deployment group create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --name stillframe-eventing \
  --template-file infra/eventing.bicep \
  --parameters \
  "functionAppName=$AZURE_FUNCTION_NAME" \
  "topicIds=$SUBSCRIBED_TOPIC_IDS" \
  "deadLetterAccountName=$DEAD_LETTER_ACCOUNT" \
  "deadLetterContainer=$DEAD_LETTER_CONTAINER" \
  "markerBlob=${MARKER_BLOB:-}" \
  "markerContainerPrefix=${STILLFRAME_MARKER_CONTAINER_PREFIX:-}" \
  "imagesReady=${IMAGES_READY:-off}" \
  --output none; do
  if [ "$attempt" -ge 5 ]; then
    echo 'No subscription to events was made. Once what is said above is mended: azd hooks run postdeploy' >&2
    exit 1
  fi
  attempt=$((attempt + 1))
  echo "Trying again in ${RETRY_SECONDS:-30} seconds (attempt $attempt of 5) ..."
  sleep "${RETRY_SECONDS:-30}"
done
