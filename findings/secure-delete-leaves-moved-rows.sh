#!/usr/bin/env bash
# Versions: sql.js 1.13.0 (SQLite 3.49.1). The same with better-sqlite3 12.11.1 (SQLite 3.53.2), in a file, its WAL emptied.
# Guess: with `PRAGMA secure_delete = ON`, "when content is deleted from the database file, it is overwritten with zeros"
#   (sqlite.org/pragma.html), so nothing of a row that was deleted or overwritten can be read in the file.
# Behaviour: it can. What a statement deletes is zeroed where it stands; but while rows of different lengths were written,
#   SQLite moved some between pages, and copies of them are left in the unused parts of pages, where no later statement
#   finds them. Of 1,500 rows some are still in the file word for word, deleted or overwritten. Only
#   `VACUUM`, which writes all pages anew, leaves none.
# Output seen (Node 20.20.2): the lines that are compared at the end. How many are left depends on the order of writing,
#   which is the same in each run.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent sql.js@1.13.0

cat > run.mjs <<'JS'
import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();
const ROWS = 3000;

function told(statement) {
  const db = new Database();
  db.run('PRAGMA secure_delete = ON');
  db.run('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX by_name ON people (name)');
  const add = db.prepare('INSERT INTO people (id, name) VALUES (?, ?)');
  for (let row = 0; row < ROWS; row += 1) {
    const id = (row * 7919) % ROWS;
    const name = id % 2 === 0 ? `kept-${id}` : `SECRET-${id}`;
    add.run([id, name.padEnd(20 + ((id * 31) % 60), 'x')]);
  }
  add.free();
  const left = () => {
    const file = Buffer.from(db.export()).toString('latin1');
    db.run('PRAGMA secure_delete = ON');
    return file.includes('SECRET-') ? 'some are left' : 'none is left';
  };
  db.run(statement);
  const afterwards = left();
  db.run('VACUUM');
  return `${afterwards}; after VACUUM ${left()}`;
}

console.log('deleted:    ', told("DELETE FROM people WHERE name LIKE 'SECRET-%'"));
console.log('overwritten:', told("UPDATE people SET name = '' WHERE name LIKE 'SECRET-%'"));
JS

cat > expected.txt <<'TXT'
deleted:     some are left; after VACUUM none is left
overwritten: some are left; after VACUUM none is left
TXT
node run.mjs > seen.txt
cat seen.txt
diff expected.txt seen.txt
