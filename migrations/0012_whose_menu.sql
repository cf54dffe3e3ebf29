-- By hand: the flag's chats show the facilitators' menu.
UPDATE `accounts` SET `menu` = 'facilitator' WHERE `has_facilitators_menu` = 1;--> statement-breakpoint
ALTER TABLE `accounts` DROP COLUMN `has_facilitators_menu`;
