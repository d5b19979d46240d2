# The subscription to events is deployed with the Azure CLI, which has a sign-in of its own. This asks for it while
# somebody is at the keyboard, or says what is missing before anything is made.
$ErrorActionPreference = 'Stop'

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The Azure CLI is needed to subscribe to events: https://learn.microsoft.com/cli/azure/install-azure-cli')
    exit 1
}

$subscription = if ($env:AZURE_SUBSCRIPTION_ID) { @('--subscription', $env:AZURE_SUBSCRIPTION_ID) } else { @() }
$tenant = if ($env:AZURE_TENANT_ID) { @('--tenant', $env:AZURE_TENANT_ID) } else { @() }

# A command that writes to its error output is not an error yet; its exit code tells.
$ErrorActionPreference = 'Continue'
az account get-access-token @subscription --output none 2>$null
if ($LASTEXITCODE -ne 0) {
    az login @tenant --output none
}
exit $LASTEXITCODE
