/**
 * The phrases that the source can put into the details of a refusal, read from its syntax: what stands as `expected`, `came` or `cause`
 * of an object, what is given for a parameter of that name, and what is behind a constant or a function that stands there.
 * A place of a template of which nothing is known is `{}`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** A function: the names of its parameters and what it gives back; a constant: its value. */
interface Meant {
  readonly module: Module;
  readonly parameters?: readonly (string | undefined)[];
  readonly values: readonly Node[];
}

interface Module {
  readonly file: string;
  readonly program: Node;
  readonly own: Map<string, Meant[]>;
  /** Local name → file and name there. */
  readonly imported: Map<string, { from: string; name: string }>;
  readonly passedOn: { from: string; name: string | undefined }[];
}

export interface Found {
  readonly phrase: string;
  readonly file: string;
}

const root = resolve(import.meta.dirname, '../..');
/** Names of the details that hold phrases, and of the parameters and members that become one. */
const carriers = new Set(['expected', 'came', 'cause', 'othersExpected', 'accepts', 'failure']);
/** Where these names mean something else: causes of findings, columns of the profiles, words of the reference; and the client. */
const elsewhere = /^src\/(errors|watch|trace|client|categories\/profiles|contract\/words|http\/reference)\b/;
/** Methods that leave the words of a text or a list as they are. */
const keeping = new Set(['slice', 'join', 'trim', 'replace', 'replaceAll', 'at']);
const functionTypes = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function walk(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const each of value) if (isNode(each)) walk(each, see);
    if (isNode(value)) walk(value, see);
  }
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name as string;
  if (node.type === 'Literal') return String(node.value);
  if (node.type === 'MemberExpression') return nameOf(node.property);
  if (node.type === 'AssignmentPattern') return nameOf(node.left);
  if (node.type === 'TSParameterProperty') return nameOf(node.parameter);
  return undefined;
}

function returnedBy(body: unknown): Node[] {
  if (!isNode(body)) return [];
  if (body.type !== 'BlockStatement') return [body];
  const found: Node[] = [];
  walk(body, (node) => {
    if (node.type === 'ReturnStatement' && isNode(node.argument)) found.push(node.argument);
  });
  return found;
}

function read(file: string): Module {
  const { program, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const module: Module = { file, program: program as unknown as Node, own: new Map(), imported: new Map(), passedOn: [] };
  const target = (node: Node): string => {
    const source = nameOf(node.source) ?? '';
    return source.startsWith('.') ? relative(root, resolve(root, dirname(file), source)) : source;
  };
  const define = (name: string | undefined, value: unknown): void => {
    if (name === undefined || !isNode(value)) return;
    const meant = functionTypes.has(value.type)
      ? { module, parameters: (value.params as Node[]).map(nameOf), values: returnedBy(value.body) }
      : { module, values: [value] };
    module.own.set(name, [...(module.own.get(name) ?? []), meant]);
  };
  walk(module.program, (node) => {
    if (node.type === 'FunctionDeclaration') define(nameOf(node.id), node);
    else if (node.type === 'VariableDeclarator') define(nameOf(node.id), node.init);
    else if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') define(nameOf(node.key), node.value);
    else if (node.type === 'ClassDeclaration') {
      const made = ((node.body as Node).body as Node[]).find(({ kind }) => kind === 'constructor');
      if (made !== undefined) define(nameOf(node.id), made.value);
    } else if (node.type === 'ImportDeclaration')
      for (const each of node.specifiers as Node[])
        module.imported.set(nameOf(each.local)!, { from: target(node), name: nameOf(each.imported) ?? '' });
    else if (node.type === 'ExportNamedDeclaration' && isNode(node.source))
      for (const each of node.specifiers as Node[]) module.passedOn.push({ from: target(node), name: nameOf(each.exported) });
    else if (node.type === 'ExportAllDeclaration') module.passedOn.push({ from: target(node), name: undefined });
  });
  return module;
}

export function phrasesInSource(): Found[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !elsewhere.test(file));
  const modules = new Map(files.map((file) => [file, read(file)]));

  function exported(file: string, name: string): readonly Meant[] {
    const module = modules.get(file);
    if (module === undefined) return [];
    const own = module.own.get(name);
    if (own !== undefined) return own;
    return module.passedOn.flatMap((each) => (each.name === undefined || each.name === name ? exported(each.from, name) : []));
  }

  const meantBy = (module: Module, name: string | undefined): readonly Meant[] => {
    if (name === undefined) return [];
    const imported = module.imported.get(name);
    return imported === undefined ? (module.own.get(name) ?? []) : exported(imported.from, imported.name);
  };

  /** The phrases that an expression can be. */
  function said(module: Module, node: unknown, depth = 0): string[] {
    if (!isNode(node) || depth > 8) return ['{}'];
    const deeper = (each: unknown): string[] => said(module, each, depth + 1);
    const behind = (name: string | undefined): string[] => {
      const meant = meantBy(module, name);
      // A name with several meanings in its file is not told apart by scope; where it carries phrases, each is collected where it is given.
      const [only, ...others] = meant;
      if (only === undefined || others.length > 0) return ['{}'];
      return only.values.flatMap((value) => said(only.module, value, depth + 1));
    };
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : ['{}'];
      case 'TemplateLiteral': {
        const [first, ...rest] = (node.quasis as Node[]).map((each) => (each.value as { cooked: string }).cooked);
        const places = (node.expressions as Node[]).map((each) => parts(deeper(each)));
        return places.reduce(
          (all, options, i) => all.flatMap((one) => options.map((option) => one + option + rest[i])),
          [first!],
        );
      }
      case 'BinaryExpression': {
        if (node.operator !== '+') return ['{}'];
        const right = parts(deeper(node.right));
        return parts(deeper(node.left)).flatMap((left) => right.map((each) => left + each));
      }
      case 'ConditionalExpression':
        return [...deeper(node.consequent), ...deeper(node.alternate)];
      case 'LogicalExpression':
        return [...deeper(node.left), ...deeper(node.right)];
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ChainExpression':
        return deeper(node.expression);
      case 'Identifier':
        return behind(nameOf(node));
      case 'CallExpression': {
        const { callee } = node as { callee?: Node };
        if (callee?.type !== 'MemberExpression') return behind(nameOf(callee));
        return keeping.has(nameOf(callee) ?? '') ? deeper(callee.object) : behind(nameOf(callee));
      }
      case 'MemberExpression':
        return nameOf(node) === 'length' ? ['{}'] : behind(nameOf(node.object));
      case 'ObjectExpression':
        // Its own words in both languages.
        if ((node.properties as Node[]).some((each) => nameOf(each.key) === 'zh')) return [];
        return (node.properties as Node[]).flatMap((each) => (each.type === 'Property' ? deeper(each.value) : []));
      case 'ArrayExpression':
        return (node.elements as Node[]).flatMap(deeper);
      default:
        return ['{}'];
    }
  }

  const found: Found[] = [];
  for (const module of modules.values()) {
    const give = (node: unknown): void => {
      for (const phrase of said(module, node)) found.push({ phrase, file: module.file });
    };
    walk(module.program, (node) => {
      if (node.type === 'Property' && carriers.has(nameOf(node.key) ?? '')) give(node.value);
      else if (node.type === 'AssignmentPattern' && carriers.has(nameOf(node.left) ?? '')) give(node.right);
      else if (node.type === 'VariableDeclarator' && carriers.has(nameOf(node.id) ?? '')) give(node.init);
      else if (node.type === 'AssignmentExpression' && carriers.has(nameOf(node.left) ?? '')) give(node.right);
      else if (node.type === 'CallExpression' || node.type === 'NewExpression')
        for (const { parameters } of meantBy(module, nameOf(node.callee)))
          parameters?.forEach((name, i) => {
            if (carriers.has(name ?? '')) give((node.arguments as Node[])[i]);
          });
    });
  }
  return found;
}

/** What can stand in a place of a template: where there is much of it, it is not told apart. */
const parts = (options: readonly string[]): string[] => {
  const all = [...new Set(options)];
  return all.length > 6 ? ['{}'] : all;
};
