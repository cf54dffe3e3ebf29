ALTER TABLE `accounts` ADD `has_facilitators_menu` integer DEFAULT false NOT NULL;--> statement-breakpoint
-- Until now nobody's menu was taken off: whoever runs or ran a study has it.
UPDATE `accounts` SET `has_facilitators_menu` = 1 WHERE `id` IN (SELECT `account_id` FROM `facilitators` UNION SELECT `account_id` FROM `study_facilitators`);
