CREATE INDEX `experts_number_shown_by` ON `experts` (`number_shown_by`) WHERE number_shown_by IS NOT NULL;--> statement-breakpoint
CREATE INDEX `experts_consent_shown_to` ON `experts` (`consent_shown_to`) WHERE consent_shown_to IS NOT NULL;--> statement-breakpoint
CREATE INDEX `tenures_account` ON `tenures` (`account_id`);--> statement-breakpoint
-- Answers that are nobody's bore the role and the place of the expert who had disowned them.
UPDATE `experts` SET `role` = '', `position` = (SELECT max(e.`position`) + 1 FROM `experts` e WHERE e.`study_id` = `experts`.`study_id`)
WHERE `name` = '؟' AND `key` IS NULL AND `account_id` IS NULL AND `joined_at` IS NULL AND `removed_at` IS NOT NULL;
