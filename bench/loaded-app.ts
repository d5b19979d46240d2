import { createAppContext, type AppContext, type WorkerLog } from '../local/functions-host/worker/app-context.js';
import { createCoreApi, provideCoreApi } from '../local/functions-host/worker/core-api.js';
import { loadApp } from '../local/functions-host/worker/load-app.js';

/** Loads the app in a folder into this process, as a worker does into its own. */
export async function loadAppInProcess(folder: string, log: WorkerLog = () => undefined): Promise<AppContext> {
  const app = createAppContext();
  provideCoreApi(createCoreApi(app, '4.0.0', log));
  await loadApp(app, folder);
  return app;
}
