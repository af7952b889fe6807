import { Project, SourceCode, TextFile } from 'projen';

/** Line width of generated files; the linter allows 140. */
const WIDTH = 120;

/** Writes a generated, read-only TypeScript file that lint and review can read. */
export function writeTypeScript(project: Project, path: string, lines: readonly string[]): void {
  const file = new SourceCode(project, path, { readonly: true });
  file.line(`// ${file.marker}`);
  lines.forEach((line) => file.line(line));
}

/** A doc comment, with paragraphs and tags wrapped. */
export function docComment(indent: string, paragraphs: readonly string[]): string[] {
  const body = paragraphs
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph, index) => [...(index > 0 && !paragraph.startsWith('@') ? [''] : []), ...wrap(paragraph, WIDTH - indent.length - 3)]);
  const tag = body.findIndex((line) => line.startsWith('@'));
  if (tag > 0) {
    body.splice(tag, 0, '');
  }
  return [`${indent}/**`, ...body.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** Breaks a paragraph into lines of at most `width`. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Writes a generated, read-only document: a page or a picture. */
export function writeDocument(project: Project, path: string, lines: readonly string[]): void {
  const file = new TextFile(project, path, { readonly: true, marker: true });
  const note = file.marker ? [`<!-- ${file.marker} -->`] : [];
  (path.endsWith('.svg') ? [...lines, ...note] : [...note, ...lines]).forEach((line) => file.addLine(line));
}
