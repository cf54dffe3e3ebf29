ALTER TABLE `sent_texts` ADD `text` text;--> statement-breakpoint
INSERT INTO `sent_texts` (`account_id`, `message_id`, `kind`, `subject_id`, `at`, `text`)
SELECT `account_id`, json_extract(`args`, '$.sentMessageId'), 'kept', 0, `started_at`, json_extract(`args`, '$.text')
FROM `dialogs`
WHERE `kind` = 'kept' AND json_extract(`args`, '$.sentMessageId') IS NOT NULL
ON CONFLICT (`account_id`, `message_id`) DO UPDATE SET `kind` = 'kept', `subject_id` = 0, `at` = excluded.`at`, `text` = excluded.`text`;--> statement-breakpoint
DELETE FROM `dialogs` WHERE `kind` = 'kept';
