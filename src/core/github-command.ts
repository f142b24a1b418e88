/** Workflow commands of GitHub Actions: lines of output that become annotations. */

export interface Annotation {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly title: string;
  /** May have many lines. */
  readonly text: string;
}

/** `::error file=a.yaml,line=1,col=2,title=unknown-key::the message`, without a line break. */
export function githubCommand({ severity, file, line, column, title, text }: Annotation): string {
  const properties = [
    ['file', file.replaceAll('\\', '/')],
    ['line', String(line)],
    ['col', String(column)],
    ['title', title],
  ].map(([name, value]) => `${name}=${escapeProperty(value ?? '')}`);
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

/** What GitHub's own toolkit escapes in a command's text. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** And in its properties. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
