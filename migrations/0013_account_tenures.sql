CREATE TABLE `tenures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`expert_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`since` integer NOT NULL,
	`confirmed_at` integer,
	`left_before` integer,
	`set_aside` text,
	`questionnaire_id` integer,
	FOREIGN KEY (`expert_id`) REFERENCES `experts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`questionnaire_id`) REFERENCES `questionnaires`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tenures_expert` ON `tenures` (`expert_id`);--> statement-breakpoint
CREATE INDEX `tenures_set_aside` ON `tenures` (`questionnaire_id`) WHERE questionnaire_id IS NOT NULL;--> statement-breakpoint
ALTER TABLE `experts` ADD `sees_from` integer;--> statement-breakpoint
ALTER TABLE `experts` ADD `mobile_at_joining` text;--> statement-breakpoint
ALTER TABLE `experts` ADD `number_shown_by` integer REFERENCES accounts(id);--> statement-breakpoint
CREATE INDEX `experts_mobile_at_joining` ON `experts` (`mobile_at_joining`) WHERE mobile_at_joining IS NOT NULL;--> statement-breakpoint
-- The accounts that experts have had, from the log. An account that joined by a renewed link is nobody's word so far.
INSERT INTO `tenures` (`expert_id`, `account_id`, `since`, `confirmed_at`)
SELECT `expert_id`, `account_id`, `at`, CASE WHEN `before` IS NULL THEN `at` END
FROM (
  SELECT e.`id`, x.`id` AS `expert_id`, e.`account_id`, e.`at`,
    lag(e.`account_id`) OVER (PARTITION BY x.`id` ORDER BY e.`id`) AS `before`
  FROM `events` e JOIN `experts` x ON x.`id` = json_extract(e.`details`, '$.expertId')
  WHERE e.`kind` = 'expert.joined' AND e.`account_id` IS NOT NULL
)
WHERE `before` IS NULL OR `before` <> `account_id`
ORDER BY `id`;--> statement-breakpoint
INSERT INTO `tenures` (`expert_id`, `account_id`, `since`, `confirmed_at`)
SELECT `id`, `account_id`, coalesce(`joined_at`, 0), coalesce(`joined_at`, 0) FROM `experts`
WHERE `account_id` IS NOT NULL AND `id` NOT IN (SELECT `expert_id` FROM `tenures`);--> statement-breakpoint
UPDATE `experts` SET `sees_from` = (
  SELECT max(`since`) FROM `tenures` WHERE `expert_id` = `experts`.`id` AND `confirmed_at` IS NULL
);--> statement-breakpoint
-- The workbook's number is surely that of the joining where no later workbook came.
UPDATE `experts` SET `mobile_at_joining` = `mobile`
WHERE `mobile` IS NOT NULL AND EXISTS (
  SELECT 1 FROM `tenures` t WHERE t.`expert_id` = `experts`.`id` AND NOT EXISTS (
    SELECT 1 FROM `events` e
    WHERE e.`study_id` = `experts`.`study_id` AND e.`kind` = 'study.changed' AND e.`at` >= t.`since`
  )
  AND t.`id` = (SELECT min(`id`) FROM `tenures` WHERE `expert_id` = `experts`.`id`)
);--> statement-breakpoint
-- An account stays the expert's until the renewed link is used.
UPDATE `experts` SET `account_id` = (
  SELECT t.`account_id` FROM `tenures` t WHERE t.`expert_id` = `experts`.`id` ORDER BY t.`id` DESC LIMIT 1
)
WHERE `account_id` IS NULL AND `token` IS NOT NULL AND `removed_at` IS NULL
  AND EXISTS (
    SELECT 1 FROM `events` e
    WHERE e.`kind` = 'expert.linkRenewed' AND json_extract(e.`details`, '$.expertId') = `experts`.`id`
      AND e.`id` > coalesce((
        SELECT max(j.`id`) FROM `events` j
        WHERE j.`kind` = 'expert.joined' AND json_extract(j.`details`, '$.expertId') = `experts`.`id`
      ), e.`id`)
  )
  AND NOT EXISTS (
    SELECT 1 FROM `tenures` t JOIN `experts` o ON o.`account_id` = t.`account_id`
    WHERE t.`expert_id` = `experts`.`id` AND o.`study_id` = `experts`.`study_id`
      AND t.`id` = (SELECT max(`id`) FROM `tenures` WHERE `expert_id` = `experts`.`id`)
  );--> statement-breakpoint
-- What the account before answered in a round that is open is set aside.
UPDATE `tenures` SET
  `questionnaire_id` = (
    SELECT q.`id` FROM `questionnaires` q JOIN `rounds` r ON r.`id` = q.`round_id`
    WHERE q.`expert_id` = `tenures`.`expert_id` AND r.`state` = 'open'
  )
WHERE `confirmed_at` IS NULL
  AND `since` = (SELECT `sees_from` FROM `experts` WHERE `id` = `tenures`.`expert_id`)
  AND EXISTS (
    SELECT 1 FROM `questionnaires` q
    JOIN `rounds` r ON r.`id` = q.`round_id`
    JOIN `studies` s ON s.`id` = r.`study_id`
    JOIN `answers` a ON a.`questionnaire_id` = q.`id`
    WHERE q.`expert_id` = `tenures`.`expert_id` AND r.`state` = 'open' AND s.`anonymity` <> 'named'
      AND a.`answered_at` < `tenures`.`since`
  );--> statement-breakpoint
UPDATE `tenures` SET `set_aside` = (
  SELECT json_object(
    'questionnaire', json_object(
      'begun_at', q.`begun_at`, 'last_answer_at', q.`last_answer_at`, 'seconds_an_item', q.`seconds_an_item`,
      'handed_in_at', CASE WHEN q.`handed_in_at` < `tenures`.`since` THEN q.`handed_in_at` END
    ),
    'answers', (
      SELECT json_group_array(json_patch(
        json_object('id', a.`id`, 'questionnaire_id', a.`questionnaire_id`, 'position', a.`position`, 'item_id', a.`item_id`,
          'kind', a.`kind`, 'state', 'open', 'previous_value', a.`previous_value`),
        CASE WHEN a.`answered_at` < `tenures`.`since` THEN json_object('state', a.`state`, 'value', a.`value`,
          'how', a.`how`, 'reason', a.`reason`, 'reason_state', a.`reason_state`, 'stands_by', a.`stands_by`,
          'answered_at', a.`answered_at`) ELSE '{}' END
      ))
      FROM `answers` a WHERE a.`questionnaire_id` = q.`id`
    )
  )
  FROM `questionnaires` q WHERE q.`id` = `tenures`.`questionnaire_id`
)
WHERE `questionnaire_id` IS NOT NULL;--> statement-breakpoint
UPDATE `questionnaires` SET
  `handed_in_at` = CASE WHEN `handed_in_at` >= (
    SELECT t.`since` FROM `tenures` t WHERE t.`questionnaire_id` = `questionnaires`.`id`
  ) THEN `handed_in_at` END,
  `just_answered_id` = NULL,
  `card_version` = `card_version` + 1
WHERE `id` IN (SELECT `questionnaire_id` FROM `tenures` WHERE `questionnaire_id` IS NOT NULL);--> statement-breakpoint
UPDATE `answers` SET `state` = 'open', `value` = NULL, `how` = NULL, `reason` = NULL, `reason_state` = NULL,
  `stands_by` = 0, `answered_at` = NULL
WHERE `answered_at` < (SELECT t.`since` FROM `tenures` t WHERE t.`questionnaire_id` = `answers`.`questionnaire_id`);--> statement-breakpoint
UPDATE `answers` SET `previous_value` = NULL
WHERE `previous_value` IS NOT NULL AND `questionnaire_id` IN (
  SELECT q.`id` FROM `questionnaires` q
  JOIN `rounds` r ON r.`id` = q.`round_id`
  JOIN `studies` s ON s.`id` = r.`study_id`
  JOIN `experts` x ON x.`id` = q.`expert_id`
  WHERE r.`state` = 'open' AND s.`anonymity` <> 'named' AND x.`sees_from` IS NOT NULL
);--> statement-breakpoint
-- Whoever was the expert before is asked, where the study goes on.
INSERT INTO `outbox` (`key`, `kind`, `account_id`, `args`, `priority`, `state`, `created_at`)
SELECT 'link-used:' || t.`id`, 'link-used',
  (SELECT b.`account_id` FROM `tenures` b WHERE b.`expert_id` = t.`expert_id` AND b.`id` < t.`id` ORDER BY b.`id` DESC LIMIT 1),
  json_object('tenureId', t.`id`), 1, 'waiting', CAST(strftime('%s', 'now') AS INTEGER) * 1000
FROM `tenures` t
JOIN `experts` x ON x.`id` = t.`expert_id`
JOIN `studies` s ON s.`id` = x.`study_id`
WHERE t.`confirmed_at` IS NULL AND s.`state` <> 'finished' AND x.`removed_at` IS NULL
  AND t.`id` = (SELECT max(m.`id`) FROM `tenures` m WHERE m.`expert_id` = t.`expert_id`);
