ALTER TABLE `panel_round_experts` ADD `code` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `anonymity` text DEFAULT 'coded' NOT NULL;--> statement-breakpoint
UPDATE `studies` SET `anonymity` = 'named' WHERE NOT `anonymous`;--> statement-breakpoint
ALTER TABLE `studies` DROP COLUMN `anonymous`;--> statement-breakpoint
-- Workbooks that were sent before and whose preview is still to be carried out.
UPDATE `previews` SET `args` = json_remove(
  json_set(`args`, '$.draft.rules.anonymity', CASE json_extract(`args`, '$.draft.rules.anonymous') WHEN 0 THEN 'named' ELSE 'coded' END),
  '$.draft.rules.anonymous'
) WHERE `kind` = 'workbook' AND json_type(`args`, '$.draft.rules.anonymous') IS NOT NULL;
