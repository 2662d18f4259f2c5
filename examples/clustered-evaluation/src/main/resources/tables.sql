-- What the watcher has told; see JdbcStateRepository.
CREATE TABLE consumer_state
(
  state_key   VARCHAR(400) PRIMARY KEY,
  state_value TEXT NOT NULL
);

-- Where the changes of the jobs go. What is delivered twice has the same event_id, and is one row.
CREATE TABLE job_event
(
  event_id   VARCHAR(200) PRIMARY KEY,
  position   BIGSERIAL,
  job        VARCHAR(40) NOT NULL,
  status     VARCHAR(40) NOT NULL,
  node       VARCHAR(40) NOT NULL,
  deliveries INTEGER NOT NULL DEFAULT 1
);
