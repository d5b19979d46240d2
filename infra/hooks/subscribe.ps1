# Subscribes the function to events. It exists by now: Event Grid looks. What azd knows of the environment is set.
Set-Location (Join-Path $PSScriptRoot '../..')
& (Join-Path $PSScriptRoot 'sign-in.ps1')
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$imagesReady = if ($env:IMAGES_READY) { $env:IMAGES_READY } else { 'off' }
$seconds = if ($env:RETRY_SECONDS) { [int]$env:RETRY_SECONDS } else { 30 }

# A function that was deployed a moment ago may not be listed yet, nor a role be known everywhere.
for ($attempt = 1; $attempt -le 5; $attempt++) {
    az deployment group create `
        --subscription $env:AZURE_SUBSCRIPTION_ID `
        --resource-group $env:AZURE_RESOURCE_GROUP `
        --name stillframe-eventing `
        --template-file infra/eventing.bicep `
        --parameters `
        "functionAppName=$env:AZURE_FUNCTION_NAME" `
        "topicIds=$env:SUBSCRIBED_TOPIC_IDS" `
        "deadLetterAccountName=$env:DEAD_LETTER_ACCOUNT" `
        "deadLetterContainer=$env:DEAD_LETTER_CONTAINER" `
        "markerBlob=$env:MARKER_BLOB" `
        "markerContainerPrefix=$env:STILLFRAME_MARKER_CONTAINER_PREFIX" `
        "imagesReady=$imagesReady" `
        --output none
    if ($LASTEXITCODE -eq 0) { exit 0 }
    if ($attempt -lt 5) {
        Write-Host "Trying again in $seconds seconds (attempt $($attempt + 1) of 5) ..."
        Start-Sleep -Seconds $seconds
    }
}
[Console]::Error.WriteLine('No subscription to events was made. Once what is said above is mended: azd hooks run postdeploy')
exit 1
