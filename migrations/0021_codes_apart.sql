CREATE TABLE `apart_round_codes` (
	`panel_round_id` integer NOT NULL,
	`apart_code` text NOT NULL,
	`code` text NOT NULL,
	PRIMARY KEY(`panel_round_id`, `apart_code`),
	FOREIGN KEY (`panel_round_id`) REFERENCES `panel_rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `answers` ADD `apart_code` text;--> statement-breakpoint
CREATE INDEX `answers_apart` ON `answers` (`questionnaire_id`,`apart_code`) WHERE apart_code IS NOT NULL;--> statement-breakpoint
ALTER TABLE `tenures` ADD `apart_code` text;--> statement-breakpoint
-- Links that were renewed by earlier versions and vouched for by nobody: six signs, which no code of four can be.
UPDATE `tenures` SET `apart_code` = (
  SELECT group_concat(substr('ABCDEFGHJKMNPQRSTUVWXYZ23456789', 1 + (random() & 1073741823) % 31, 1), '')
  FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6)
  WHERE `tenures`.`id` IS NOT NULL
)
WHERE EXISTS (
  SELECT 1 FROM `tenures` m
  WHERE m.`expert_id` = `tenures`.`expert_id` AND m.`id` <= `tenures`.`id` AND m.`confirmed_at` IS NULL
);--> statement-breakpoint
-- Codes of one round and panel of what is judged lead nowhere, and stay.
UPDATE `answers` SET `apart_code` = (
  SELECT t.`apart_code` FROM `questionnaires` q JOIN `tenures` t ON t.`expert_id` = q.`expert_id`
  WHERE q.`id` = `answers`.`questionnaire_id` AND t.`since` <= `answers`.`answered_at` ORDER BY t.`id` DESC LIMIT 1
)
WHERE `answered_at` IS NOT NULL AND `questionnaire_id` IN (
  SELECT q.`id` FROM `questionnaires` q
  JOIN `rounds` r ON r.`id` = q.`round_id`
  JOIN `studies` s ON s.`id` = r.`study_id`
  JOIN `experts` x ON x.`id` = q.`expert_id`
  WHERE x.`sees_from` IS NOT NULL
    AND (s.`anonymity` = 'coded' OR (s.`anonymity` = 'unlinked' AND r.`state` <> 'judged'))
);
