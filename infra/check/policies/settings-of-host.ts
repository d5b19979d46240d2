/**
 * Settings that the code does not read, each with what the host, or a library, does with it. Flex Consumption takes no WEBSITE_… and no
 * FUNCTIONS_WORKER_RUNTIME: what they said is in functionAppConfig.
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings
 */
export const OF_HOST: Readonly<Record<string, string>> = {
  AzureWebJobsStorage__blobServiceUri: 'keeps locks and keys there',
  AzureWebJobsStorage__queueServiceUri: 'keeps its queues there',
  AzureWebJobsStorage__tableServiceUri: 'writes there why an app did not load',
  AzureWebJobsStorage__credential: 'reaches its storage by identity',
  AzureWebJobsStorage__clientId: 'uses this identity',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'sends telemetry there',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'sends it with this identity',
  AzureFunctionsJobHost__telemetryMode: 'speaks OpenTelemetry',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'sends that there',
  OTEL_EXPORTER_OTLP_HEADERS: 'shows this to the collector',
  AZURE_AUTHORITY_HOST: 'has a client secret exchanged for tokens there',
};

/** Without these the host does not start, or nobody sees what it does. */
export const NEEDED_BY_HOST = Object.keys(OF_HOST).filter((name) =>
  /^(AzureWebJobsStorage__|APPLICATIONINSIGHTS_)/.test(name),
);
