-- Schema version 1. Times are milliseconds since 1970, UTC; ids are UUIDs. A number or text that
-- was not told is NULL. SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE folder (
  key       INTEGER PRIMARY KEY,
  id        TEXT    NOT NULL UNIQUE,
  name      TEXT    NOT NULL,
  colour    TEXT,
  emoji     TEXT,
  position  INTEGER NOT NULL,
  created   INTEGER NOT NULL,
  trashed   INTEGER
) STRICT;

CREATE TABLE conversation (
  key           INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  title         TEXT    NOT NULL,
  title_is_own  INTEGER NOT NULL,
  created       INTEGER NOT NULL,
  updated       INTEGER NOT NULL,
  pinned        INTEGER NOT NULL,
  archived      INTEGER NOT NULL,
  unread        INTEGER NOT NULL,
  folder        TEXT    REFERENCES folder (id) ON DELETE SET NULL,
  model_key     TEXT,
  scroll        TEXT,                -- the message at the top of the window
  trashed       INTEGER
) STRICT;

CREATE INDEX conversation_folder ON conversation (folder) WHERE folder IS NOT NULL;
CREATE INDEX conversation_trashed ON conversation (trashed) WHERE trashed IS NOT NULL;

-- A tree: at each fork one sibling is chosen.
CREATE TABLE message (
  key               INTEGER PRIMARY KEY,
  id                TEXT    NOT NULL UNIQUE,
  conversation      TEXT    NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  parent            TEXT    REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,
  position          INTEGER NOT NULL,
  chosen            INTEGER NOT NULL,
  role              TEXT    NOT NULL,
  time              INTEGER NOT NULL,
  streaming         INTEGER NOT NULL,
  provider          TEXT,
  model             TEXT,
  ending            TEXT,
  finish_reason     TEXT,
  tokens_input      INTEGER,
  tokens_output     INTEGER,
  tokens_cached     INTEGER,
  tokens_reasoning  INTEGER,
  tokens_total      INTEGER,
  ms_reasoning      INTEGER,         -- from the request to the first thought
  ms_text           INTEGER,         -- to the first word
  ms_total          INTEGER,         -- to the end
  error_category    TEXT,
  error_message     TEXT,
  error_status      INTEGER,
  error_body        TEXT,
  request_id        TEXT,
  trashed           INTEGER,
  trashed_with      TEXT             -- the message that was deleted, and this one with it
) STRICT;

-- Where the row is damaged, this still tells its place in the tree.
CREATE INDEX message_conversation ON message (conversation, id, parent);
CREATE INDEX message_parent ON message (parent, conversation);
CREATE INDEX message_streaming ON message (streaming) WHERE streaming <> 0;
CREATE INDEX message_trashed ON message (trashed_with) WHERE trashed_with IS NOT NULL;

-- What a message is made of. number: of the tool call, or of the train of thought. id and name
-- mean for each kind what they mean in a delta. blob: the SHA-256 of a file in blobs/.
CREATE TABLE part (
  key       INTEGER PRIMARY KEY,
  message   INTEGER NOT NULL REFERENCES message (key) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  kind      TEXT    NOT NULL,
  number    INTEGER NOT NULL,
  id        TEXT,
  name      TEXT,
  mime_type TEXT,
  text      TEXT,
  blob      TEXT,
  size      INTEGER
) STRICT;

CREATE INDEX part_message ON part (message, position);
CREATE INDEX part_blob ON part (blob) WHERE blob IS NOT NULL;

-- What was read of answers in flight and is not in their parts yet: only appended to, and emptied
-- when the answer is put.
CREATE TABLE journal (
  key       INTEGER PRIMARY KEY,
  message   INTEGER NOT NULL REFERENCES message (key) ON DELETE CASCADE,
  kind      TEXT    NOT NULL,
  number    INTEGER NOT NULL,
  id        TEXT,
  name      TEXT,
  mime_type TEXT,
  text      TEXT,
  blob      TEXT,
  size      INTEGER
) STRICT;

-- The former texts of messages that were edited.
CREATE TABLE edit (
  key      INTEGER PRIMARY KEY,
  message  INTEGER NOT NULL REFERENCES message (key) ON DELETE CASCADE,
  time     INTEGER NOT NULL,
  text     TEXT    NOT NULL
) STRICT;

CREATE INDEX edit_message ON edit (message);

-- conversation: '' is the new chat.
CREATE TABLE draft (
  key           INTEGER PRIMARY KEY,
  conversation  TEXT    NOT NULL UNIQUE,
  time          INTEGER NOT NULL,
  text          TEXT    NOT NULL
) STRICT;

CREATE TRIGGER conversation_draft AFTER DELETE ON conversation
BEGIN
  DELETE FROM draft WHERE conversation = old.id;
END;

-- The index for searching; rowid is message.key, the text is folded by natter_search_fold().
-- words: whole words and their beginnings, as natter_search_words() divides them: all that is not
--   ASCII is a letter to the tokenizer; marks: code, image, file.
-- grams: any three characters in a row; what it finds is to be looked at again.
-- pairs: one or two characters of scripts without spaces, and emoji, six hexadecimal digits each.
CREATE VIRTUAL TABLE words USING fts5 (
  text, marks,
  content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "ascii"
);

CREATE VIRTUAL TABLE grams USING fts5 (
  text,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "trigram remove_diacritics 1"
);

CREATE VIRTUAL TABLE pairs USING fts5 (
  text,
  content = '', contentless_delete = 1, detail = none, prefix = '6',
  tokenize = "ascii"
);

CREATE TRIGGER message_index AFTER DELETE ON message
BEGIN
  DELETE FROM words WHERE rowid = old.key;
  DELETE FROM grams WHERE rowid = old.key;
  DELETE FROM pairs WHERE rowid = old.key;
END;
