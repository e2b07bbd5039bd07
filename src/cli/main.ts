/** The command line. One file a command; this one only names them and turns a refusal into one line. */
import { Command } from 'commander';
import { ZhuisuError } from '../errors.ts';

const program = new Command('zhuisu').description('追溯: record events, trace a code, see the answer').showHelpAfterError();

program
  .command('serve')
  .description('start everything: database, demo on an empty store, pages and API')
  .option('--watch', 'restart when the sources change')
  .action(async () => (await import('./serve.ts')).serve());

program
  .command('migrate')
  .description('bring the database schema up to date')
  .action(async () => (await import('./migrate.ts')).migrateCommand());

program
  .command('capture')
  .description('record EPCIS 2.0 JSON documents')
  .argument('<file...>', 'files to record; - reads standard input')
  .option('--rollback', 'store nothing of a file in which one event is refused (default: store the good, list the bad)')
  .option('--json', 'one line of JSON a file')
  .action(async (files: string[], options: { rollback?: boolean; json?: boolean }) =>
    (await import('./capture.ts')).captureCommand(files, options),
  );

program
  .command('trace')
  .description('where a code comes from and where it went')
  .argument('<code>', 'any code or URI')
  .option('--up', 'only upstream')
  .option('--down', 'only downstream')
  .option('--both', 'both (default)')
  .option('--json', 'the whole answer as JSON')
  .action(async (code: string, options: { up?: boolean; down?: boolean; both?: boolean; json?: boolean }) =>
    (await import('./trace.ts')).traceCommand(code, options),
  );

program
  .command('recall')
  .description('what must be recalled')
  .command('scope')
  .description('surely, likely and possibly affected, and whom to ask first')
  .argument('<code>', 'any code, document, place, party or licence')
  .option('--json', 'the whole answer as JSON')
  .action(async (code: string, options: { json?: boolean }) => (await import('./recall.ts')).recallScope(code, options));

program
  .command('code')
  .description('recognise, check and explain a code')
  .argument('<code>', 'the code as printed or scanned')
  .option('--json', 'the answer as JSON')
  .action(async (code: string, options: { json?: boolean }) => (await import('./code.ts')).codeCommand(code, options));

const accounts = program.command('account').description('who signs in');
accounts
  .command('create')
  .description('make an account; the password is read from the terminal or standard input')
  .argument('<login>', 'what they sign in with')
  .option('--name <name>', 'how they are called')
  .option('--role <role...>', 'roles (default: security_administrator)')
  .option('--organisation <uuid>', 'whose they are; the three administrators belong to none')
  .action(async (login: string, options: { name?: string; role?: string[]; organisation?: string }) =>
    (await import('./account.ts')).accountCreate(login, options),
  );
accounts
  .command('list')
  .description('login, name, roles, status, organisation, second factor')
  .action(async () => (await import('./account.ts')).accountList());
accounts
  .command('reset')
  .description('print a new first password; its owner chooses another at the next sign-in')
  .argument('<login>', 'whose')
  .option('--second-factor', 'forget the second factor too')
  .action(async (login: string, options: { secondFactor?: boolean }) =>
    (await import('./account.ts')).accountReset(login, options),
  );

const auditing = program.command('audit').description('the audit log');
auditing
  .command('verify')
  .description('check the chain of the database, or of an export')
  .argument('[file]', 'an export in JSON lines')
  .option('--head <head>', 'NUMBER:HASH that was noted before: shows also what was cut off or written anew')
  .action(async (file: string | undefined, options: { head?: string }) =>
    (await import('./audit.ts')).auditVerify(file, options),
  );
auditing
  .command('export')
  .description('write the log to a file that can be checked without this program')
  .argument('<file>', 'JSON lines')
  .action(async (file: string) => (await import('./audit.ts')).auditExport(file));

const keys = program.command('keys').description('the keys that seal personal data and code keys');
keys
  .command('list')
  .description('which keys there are, and how much is sealed under each')
  .action(async () => (await import('./keys.ts')).keysList());
keys
  .command('rotate')
  .description('add a key and seal everything anew; goes on where it was stopped')
  .action(async () => (await import('./keys.ts')).keysRotate());

const persons = program.command('persons').description('personal data');
persons
  .command('erase')
  .description('erase what is kept longer than it may be')
  .action(async () => (await import('./persons.ts')).personsErase());

program
  .command('rules')
  .description('who may see and do what: the rules of access and their bounds')
  .option('--json', 'as data')
  .action(async (options: { json?: boolean }) => (await import('./rules.ts')).rulesCommand(options));

const rebuild = program.command('rebuild').description('what can be made anew from the log');
rebuild
  .command('envelopes')
  .description('category, area and parties of every event, as the register of today has them; owners that are known stay')
  .action(async () => (await import('./rebuild.ts')).rebuildEnvelopesCommand());
rebuild
  .command('watch')
  .description('findings, from the log and the register; what people decided about them stays')
  .action(async () => (await import('./rebuild.ts')).rebuildWatchCommand());
rebuild
  .command('stages')
  .description('the stage of every event, by the profiles in force on its day, and the values that rules ask for')
  .action(async () => (await import('./rebuild.ts')).rebuildStagesCommand());
rebuild
  .command('links')
  .description('links of events that an earlier program captured: of a pack to its batch; what is there stays')
  .action(async () => (await import('./rebuild.ts')).rebuildLinksCommand());
rebuild
  .command('papers')
  .description('which events name which documents, certificates, permits and plates')
  .action(async () => (await import('./rebuild.ts')).rebuildPapersCommand());

program
  .command('organisations')
  .description('organisations that take part')
  .command('import')
  .description('register what an .xlsx or CSV file lists; the template is at /api/v1/organisations/template.xlsx')
  .argument('<file>', 'the table')
  .option('--check', 'only say what would happen')
  .option('--approve', 'register without review')
  .option('--result <file>', 'write the table with a column of explanations')
  .option('--json', 'the whole report as JSON')
  .action(async (file: string, options: { check?: boolean; approve?: boolean; result?: string; json?: boolean }) =>
    (await import('./organisations.ts')).importCommand(file, options),
  );

program
  .command('simulate')
  .description('a city with known faults: into a folder, or into an installation')
  .option('--firms <count>', 'how many take part', '200')
  .option('--days <count>', 'how long', '60')
  .option('--seed <text>', 'the same seed is the same city', '1')
  .option('--rate <share>', 'faults for each event, about; 0 for none', '0.005')
  .option('--begins <day>', 'its first day', '2026-01-01')
  .option('--out <folder>', 'where the files go (default: city-SEED)')
  .option('--to <url>', 'an installation, instead of a folder')
  .option('--token <token>', 'of an operator there, who may register and capture')
  .option('--listen <port>', 'a system on this machine is told by webhook (ZHUISU_WEBHOOK_ALLOW=127.0.0.1 at the installation)')
  .option('--speed <factor>', 'seconds of the city in one second (default: as fast as it goes)')
  .action(async (options) => (await import('./simulate.ts')).simulateCommand(options));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ZhuisuError)) throw error;
  console.error(`zhuisu: ${error.message}`);
  process.exitCode = 1;
}
