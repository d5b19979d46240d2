import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { PORTS } from '../../../local/ports.js';

/** These files are JSON with comments, as the compiler's own configuration is. */
function read(file: string): unknown {
  const parsed: { config?: unknown; error?: ts.Diagnostic } = ts.parseConfigFileTextToJson(
    file,
    readFileSync(file, 'utf8'),
  );
  if (parsed.error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(parsed.error.messageText, '\n'));
  return parsed.config;
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { tasks } = read('.vscode/tasks.json') as { tasks: { label: string; script: string }[] };
const { configurations } = read('.vscode/launch.json') as {
  configurations: { name: string; program?: string; preLaunchTask?: string }[];
};
const container = read('.devcontainer/devcontainer.json') as {
  forwardPorts: number[];
  portsAttributes: Record<string, unknown>;
  customizations: { vscode: { extensions: string[] } };
};

describe('the editor configuration', () => {
  it('runs npm scripts that exist', () => {
    expect(tasks.map(({ script }) => script).filter((script) => !(script in scripts))).toEqual([]);
  });

  it('launches programs that exist, or are built first', () => {
    const programs = configurations.flatMap(({ program }) => program?.replace('${workspaceFolder}/', '') ?? []);
    expect(programs.length).toBeGreaterThan(1);
    const sourceOf = (program: string): string => program.replace(/^dist\/(.*)\.js$/, '$1.ts');
    expect(programs.filter((program) => !existsSync(sourceOf(program)))).toEqual([]);
    const needed = configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []);
    expect(needed.filter((label) => !tasks.some((task) => task.label === label))).toEqual([]);
  });

  it('equals that of the dev container, which forwards the ports of npm start', () => {
    const { recommendations } = read('.vscode/extensions.json') as { recommendations: string[] };
    expect(container.customizations.vscode.extensions).toEqual(recommendations);
    const ports = Object.values(PORTS).map(({ defaultPort }) => defaultPort);
    expect([...container.forwardPorts].sort()).toEqual([...ports].sort());
    expect(Object.keys(container.portsAttributes).sort()).toEqual(ports.map(String).sort());
    expect(() => read('.vscode/settings.json')).not.toThrow();
  });
});
