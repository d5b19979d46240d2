/**
 * Where a query runs: in the Application Insights resource, under whose classic names alerts and the workbook ask, or in the
 * Log Analytics workspace behind it, which alone has the logs of storage and Event Grid and what each line was billed.
 */
export type Scope = 'component' | 'workspace';

const ofEveryItem =
  'timestamp: datetime, itemType: string, customDimensions: dynamic, customMeasurements: dynamic, operation_Name: string, ' +
  'operation_Id: string, operation_ParentId: string, session_Id: string, user_Id: string, application_Version: string, ' +
  'client_Type: string, client_Model: string, client_OS: string, client_IP: string, client_City: string, ' +
  'client_CountryOrRegion: string, client_Browser: string, cloud_RoleName: string, cloud_RoleInstance: string, ' +
  'appId: string, appName: string, iKey: string, sdkVersion: string, itemId: string, itemCount: int, _ResourceId: string';

const ofEveryRow =
  'TenantId: string, TimeGenerated: datetime, Type: string, SourceSystem: string, _ResourceId: string, ' +
  '_SubscriptionId: string, _BilledSize: real, _IsBillable: string';

const ofStorage =
  'AccountName: string, AuthenticationHash: string, AuthenticationType: string, AuthorizationDetails: dynamic, ' +
  'CallerIpAddress: string, Category: string, ClientRequestId: string, CorrelationId: string, DurationMs: real, ' +
  'ObjectKey: string, OperationName: string, Protocol: string, RequesterAppId: string, RequesterObjectId: string, ' +
  'ResponseBodySize: long, ServerLatencyMs: real, StatusCode: string, StatusText: string, Uri: string, ' +
  'UserAgentHeader: string';

/** Tables and their columns, as https://learn.microsoft.com/azure/azure-monitor/reference/tables-index lists them. */
export const TABLES: Record<Scope, Record<string, string>> = {
  component: {
    traces: `${ofEveryItem}, message: string, severityLevel: int`,
    requests:
      `${ofEveryItem}, id: string, source: string, name: string, url: string, success: string, resultCode: string, ` +
      'duration: real, performanceBucket: string',
    exceptions:
      `${ofEveryItem}, problemId: string, handledAt: string, type: string, message: string, assembly: string, ` +
      'method: string, outerType: string, outerMessage: string, outerMethod: string, innermostType: string, ' +
      'innermostMessage: string, innermostMethod: string, severityLevel: int, details: dynamic',
    dependencies:
      `${ofEveryItem}, id: string, target: string, type: string, name: string, data: string, success: string, ` +
      'resultCode: string, duration: real, performanceBucket: string',
    customMetrics:
      `${ofEveryItem}, name: string, value: real, valueCount: int, valueSum: real, valueMin: real, valueMax: real, ` +
      'valueStdDev: real',
    performanceCounters: `${ofEveryItem}, name: string, category: string, counter: string, instance: string, value: real`,
    availabilityResults:
      `${ofEveryItem}, id: string, name: string, location: string, success: string, message: string, size: real, ` +
      'duration: real, performanceBucket: string',
  },
  workspace: {
    AppTraces:
      `${ofEveryRow}, Message: string, SeverityLevel: int, OperationId: string, OperationName: string, ParentId: string, ` +
      'Properties: dynamic, Measurements: dynamic, AppRoleName: string, AppRoleInstance: string, AppVersion: string, ' +
      'SDKVersion: string, ItemCount: int',
    AppRequests:
      `${ofEveryRow}, Id: string, Name: string, Url: string, Success: bool, ResultCode: string, DurationMs: real, ` +
      'OperationId: string, OperationName: string, Properties: dynamic, AppRoleName: string, AppRoleInstance: string, ' +
      'SDKVersion: string, ItemCount: int',
    StorageBlobLogs: `${ofEveryRow}, ${ofStorage}`,
    StorageTableLogs: `${ofEveryRow}, ${ofStorage}`,
    AegDeliveryFailureLogs:
      `${ofEveryRow}, Category: string, EventSubscriptionName: string, Message: string, OperationName: string, ` +
      'SubResourceName: string',
    Usage:
      'TimeGenerated: datetime, Computer: string, DataType: string, IsBillable: bool, Quantity: real, QuantityUnit: string, ' +
      'ResourceUri: string, Solution: string, StartTime: datetime, EndTime: datetime, Type: string',
  },
};

/** In which column a log line stands. */
export const LINE_COLUMN: Record<Scope, string> = { component: 'message', workspace: 'Message' };
