-- Schema 0003 in one piece, so that a new office is made at once; a test compares it with the migrations.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE office (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT,
	street TEXT,
	unit_type TEXT,
	unit TEXT,
	city TEXT,
	state TEXT,
	zip TEXT,
	country TEXT,
	phone TEXT,
	fax TEXT,
	email TEXT,
	zone TEXT,
	practice TEXT,
	next_case_number INTEGER,
	CONSTRAINT pk_office PRIMARY KEY (id)
);
CREATE TABLE staff (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	family_name TEXT,
	given_name TEXT,
	middle_name TEXT,
	role TEXT,
	is_attorney TEXT,
	bar_number TEXT,
	bar_state TEXT,
	uscis_account TEXT,
	phone TEXT,
	mobile TEXT,
	email TEXT,
	active TEXT,
	CONSTRAINT pk_staff PRIMARY KEY (id)
);
CREATE TABLE person (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	family_name TEXT,
	given_name TEXT,
	middle_name TEXT,
	native_family_name TEXT,
	native_given_name TEXT,
	sex TEXT,
	born_on TEXT,
	birth_city TEXT,
	birth_province TEXT,
	birth_country TEXT,
	language TEXT,
	interpreter_needed TEXT,
	deceased_on TEXT,
	safe_contact TEXT,
	marital_status TEXT,
	is_us_citizen TEXT,
	is_permanent_resident TEXT,
	lpr_since TEXT,
	naturalized_on TEXT,
	sort_key TEXT,
	deleted_at TEXT,
	lives TEXT,
	lives_in TEXT,
	adopted TEXT,
	supported TEXT,
	CONSTRAINT pk_person PRIMARY KEY (id)
);
CREATE INDEX ix_person_born_on_id ON person (born_on, id);
CREATE INDEX ix_person_sort_key_id ON person (sort_key, id);
CREATE TABLE person_name (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	family_name TEXT,
	given_name TEXT,
	middle_name TEXT,
	CONSTRAINT pk_person_name PRIMARY KEY (id),
	CONSTRAINT fk_person_name_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_person_name_person_id ON person_name (person_id);
CREATE TABLE identifier (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	value TEXT,
	is_main TEXT,
	CONSTRAINT pk_identifier PRIMARY KEY (id),
	CONSTRAINT fk_identifier_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_identifier_person_id ON identifier (person_id);
CREATE INDEX ix_identifier_value_kind ON identifier (value, kind);
CREATE TABLE citizenship (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	country TEXT,
	from_on TEXT,
	until_on TEXT,
	CONSTRAINT pk_citizenship PRIMARY KEY (id),
	CONSTRAINT fk_citizenship_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_citizenship_person_id ON citizenship (person_id);
CREATE TABLE contact (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	value TEXT,
	safe TEXT,
	note TEXT,
	only_in_case TEXT,
	CONSTRAINT pk_contact PRIMARY KEY (id),
	CONSTRAINT fk_contact_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_only_in_case_case_file FOREIGN KEY(only_in_case) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_contact_only_in_case ON contact (only_in_case);
CREATE INDEX ix_contact_person_id ON contact (person_id);
CREATE TABLE address (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	care_of TEXT,
	street TEXT,
	unit_type TEXT,
	unit TEXT,
	city TEXT,
	state TEXT,
	zip TEXT,
	province TEXT,
	postal_code TEXT,
	country TEXT,
	from_on TEXT,
	until_on TEXT,
	only_in_case TEXT,
	CONSTRAINT pk_address PRIMARY KEY (id),
	CONSTRAINT fk_address_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_address_only_in_case_case_file FOREIGN KEY(only_in_case) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_address_only_in_case ON address (only_in_case);
CREATE INDEX ix_address_person_id ON address (person_id);
CREATE TABLE employment (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	employer TEXT,
	occupation TEXT,
	street TEXT,
	unit_type TEXT,
	unit TEXT,
	city TEXT,
	state TEXT,
	zip TEXT,
	province TEXT,
	postal_code TEXT,
	country TEXT,
	from_on TEXT,
	until_on TEXT,
	support TEXT,
	CONSTRAINT pk_employment PRIMARY KEY (id),
	CONSTRAINT fk_employment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_employment_person_id ON employment (person_id);
CREATE TABLE marriage (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	spouse_id TEXT,
	spouse_family_name TEXT,
	spouse_given_name TEXT,
	spouse_middle_name TEXT,
	married_on TEXT,
	city TEXT,
	state TEXT,
	province TEXT,
	country TEXT,
	ended_on TEXT,
	ended_how TEXT,
	spouse_born_on TEXT,
	spouse_birth_country TEXT,
	spouse_citizenship TEXT,
	spouse_a_number TEXT,
	ended_city TEXT,
	ended_province TEXT,
	ended_country TEXT,
	CONSTRAINT pk_marriage PRIMARY KEY (id),
	CONSTRAINT fk_marriage_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_marriage_spouse_id_person FOREIGN KEY(spouse_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_marriage_person_id ON marriage (person_id);
CREATE INDEX ix_marriage_spouse_id ON marriage (spouse_id);
CREATE TABLE relationship (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	relative_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	since_on TEXT,
	until_on TEXT,
	CONSTRAINT pk_relationship PRIMARY KEY (id),
	CONSTRAINT fk_relationship_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_relationship_relative_id_person FOREIGN KEY(relative_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_relationship_person_id ON relationship (person_id);
CREATE INDEX ix_relationship_relative_id ON relationship (relative_id);
CREATE TABLE household (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT,
	CONSTRAINT pk_household PRIMARY KEY (id)
);
CREATE TABLE household_member (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	household_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	role TEXT,
	CONSTRAINT pk_household_member PRIMARY KEY (id),
	CONSTRAINT fk_household_member_household_id_household FOREIGN KEY(household_id) REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_household_member_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_household_member_household_id ON household_member (household_id);
CREATE INDEX ix_household_member_person_id ON household_member (person_id);
CREATE TABLE entry (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	arrived_on TEXT,
	departed_on TEXT,
	manner TEXT,
	class_of_admission TEXT,
	port TEXT,
	i94_number TEXT,
	stay_until TEXT,
	i94_issued_on TEXT,
	CONSTRAINT pk_entry PRIMARY KEY (id),
	CONSTRAINT fk_entry_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_entry_person_id ON entry (person_id);
CREATE TABLE trip (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	departed_on TEXT,
	returned_on TEXT,
	destination TEXT,
	reason TEXT,
	CONSTRAINT pk_trip PRIMARY KEY (id),
	CONSTRAINT fk_trip_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_trip_person_id ON trip (person_id);
CREATE TABLE status_period (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	status TEXT,
	from_on TEXT,
	until_on TEXT,
	i94_until TEXT,
	i94_issued_on TEXT,
	petition_until TEXT,
	petition_i94_until TEXT,
	petition_issued_on TEXT,
	CONSTRAINT pk_status_period PRIMARY KEY (id),
	CONSTRAINT fk_status_period_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_status_period_person_id ON status_period (person_id);
CREATE TABLE case_file (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	number TEXT NOT NULL,
	case_type TEXT NOT NULL,
	household_id TEXT,
	title TEXT,
	status TEXT NOT NULL,
	opened_on TEXT,
	closed_on TEXT,
	restricted TEXT,
	responsible_id TEXT,
	attorney_id TEXT,
	category TEXT,
	chargeability TEXT,
	priority_date TEXT,
	filing_place TEXT,
	deleted_at TEXT, employer_id TEXT CONSTRAINT fk_case_file_employer_id_employer REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT pk_case_file PRIMARY KEY (id),
	CONSTRAINT fk_case_file_household_id_household FOREIGN KEY(household_id) REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_file_responsible_id_staff FOREIGN KEY(responsible_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_file_attorney_id_staff FOREIGN KEY(attorney_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_case_file_attorney_id ON case_file (attorney_id);
CREATE INDEX ix_case_file_household_id ON case_file (household_id);
CREATE INDEX ix_case_file_opened_on_id ON case_file (opened_on, id);
CREATE INDEX ix_case_file_priority_date_id ON case_file (priority_date, id);
CREATE INDEX ix_case_file_responsible_id ON case_file (responsible_id);
CREATE INDEX ix_case_file_status_id ON case_file (status, id);
CREATE INDEX ix_case_file_title_id ON case_file (title, id);
CREATE UNIQUE INDEX uq_case_file_number ON case_file (number);
CREATE TABLE case_party (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	role TEXT NOT NULL,
	relationship TEXT,
	own_petition TEXT,
	adopted TEXT,
	ordinal INTEGER,
	CONSTRAINT pk_case_party PRIMARY KEY (id),
	CONSTRAINT fk_case_party_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_party_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_case_party_case_id ON case_party (case_id);
CREATE INDEX ix_case_party_person_id ON case_party (person_id);
CREATE TABLE checklist_item (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	person_id TEXT,
	"key" TEXT NOT NULL,
	title TEXT,
	state TEXT,
	document_id TEXT,
	note TEXT,
	CONSTRAINT pk_checklist_item PRIMARY KEY (id),
	CONSTRAINT fk_checklist_item_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_checklist_item_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_checklist_item_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_checklist_item_case_id ON checklist_item (case_id);
CREATE INDEX ix_checklist_item_document_id ON checklist_item (document_id);
CREATE INDEX ix_checklist_item_person_id ON checklist_item (person_id);
CREATE TABLE task (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT,
	person_id TEXT,
	title TEXT NOT NULL,
	due_on TEXT,
	done_on TEXT,
	staff_id TEXT,
	entry_id TEXT,
	CONSTRAINT pk_task PRIMARY KEY (id),
	CONSTRAINT fk_task_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_task_entry_id_docket_entry FOREIGN KEY(entry_id) REFERENCES docket_entry (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_task_case_id ON task (case_id);
CREATE INDEX ix_task_due_on_id ON task (due_on, id);
CREATE INDEX ix_task_entry_id ON task (entry_id);
CREATE INDEX ix_task_person_id ON task (person_id);
CREATE INDEX ix_task_staff_id ON task (staff_id);
CREATE TABLE note (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT,
	person_id TEXT,
	text TEXT NOT NULL,
	at TEXT,
	staff_id TEXT,
	CONSTRAINT pk_note PRIMARY KEY (id),
	CONSTRAINT fk_note_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_note_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_note_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_note_case_id ON note (case_id);
CREATE INDEX ix_note_person_id ON note (person_id);
CREATE INDEX ix_note_staff_id ON note (staff_id);
CREATE TABLE approval (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	what TEXT NOT NULL,
	staff_id TEXT NOT NULL,
	at TEXT NOT NULL,
	seen_hash TEXT,
	note TEXT,
	CONSTRAINT pk_approval PRIMARY KEY (id),
	CONSTRAINT fk_approval_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_approval_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_approval_case_id ON approval (case_id);
CREATE INDEX ix_approval_staff_id ON approval (staff_id);
CREATE TABLE packet (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	made_at TEXT NOT NULL,
	pages INTEGER,
	size INTEGER,
	draft TEXT,
	sha256 TEXT,
	parts TEXT,
	CONSTRAINT pk_packet PRIMARY KEY (id),
	CONSTRAINT fk_packet_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_packet_case_id ON packet (case_id);
CREATE TABLE said (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	word TEXT NOT NULL,
	value TEXT,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	CONSTRAINT pk_said PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_said_owner_word ON said (owner_kind, owner_id, word);
CREATE TABLE list_complete (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	word TEXT NOT NULL,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	CONSTRAINT pk_list_complete PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_list_complete_owner_word ON list_complete (owner_kind, owner_id, word);
CREATE TABLE answer (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	path TEXT NOT NULL,
	text TEXT,
	source TEXT,
	draft_id TEXT,
	given_by TEXT,
	at TEXT,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	CONSTRAINT pk_answer PRIMARY KEY (id)
);
CREATE INDEX ix_answer_owner_kind_owner_id_path ON answer (owner_kind, owner_id, path);
CREATE TABLE document (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT,
	kind TEXT NOT NULL,
	title TEXT,
	number TEXT,
	country TEXT,
	category TEXT,
	issued_on TEXT,
	expires_on TEXT,
	blob TEXT,
	original_name TEXT,
	mime TEXT,
	size INTEGER,
	pages INTEGER,
	state TEXT,
	received_on TEXT,
	replaces_id TEXT,
	only_in_case TEXT,
	deleted_at TEXT, employer_id TEXT CONSTRAINT fk_document_employer_id_employer REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT pk_document PRIMARY KEY (id),
	CONSTRAINT fk_document_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_document_replaces_id_document FOREIGN KEY(replaces_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_document_only_in_case_case_file FOREIGN KEY(only_in_case) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_document_expires_on_id ON document (expires_on, id);
CREATE INDEX ix_document_only_in_case ON document (only_in_case);
CREATE INDEX ix_document_person_id ON document (person_id);
CREATE INDEX ix_document_replaces_id ON document (replaces_id);
CREATE TABLE case_document (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	exhibit TEXT,
	ordinal INTEGER,
	title TEXT,
	include TEXT,
	CONSTRAINT pk_case_document PRIMARY KEY (id),
	CONSTRAINT fk_case_document_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_document_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_case_document_case_id ON case_document (case_id);
CREATE INDEX ix_case_document_document_id ON case_document (document_id);
CREATE TABLE filing (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	person_id TEXT,
	form TEXT NOT NULL,
	edition TEXT,
	item TEXT,
	receipt_number TEXT,
	postmark_on TEXT,
	received_on TEXT,
	approved_on TEXT,
	denied_on TEXT,
	rejected_on TEXT,
	priority_date TEXT,
	status TEXT,
	CONSTRAINT pk_filing PRIMARY KEY (id),
	CONSTRAINT fk_filing_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_filing_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_filing_case_id ON filing (case_id);
CREATE INDEX ix_filing_person_id ON filing (person_id);
CREATE INDEX ix_filing_receipt_number ON filing (receipt_number);
CREATE TABLE form_blank (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	form TEXT NOT NULL,
	edition TEXT NOT NULL,
	pages INTEGER,
	sha256 TEXT NOT NULL,
	fields_hash TEXT,
	blob TEXT NOT NULL,
	added_at TEXT,
	encrypted TEXT,
	xfa TEXT,
	CONSTRAINT pk_form_blank PRIMARY KEY (id)
);
CREATE INDEX ix_form_blank_form_edition ON form_blank (form, edition);
CREATE TABLE notice (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	filing_id TEXT,
	person_id TEXT,
	kind TEXT,
	dated_on TEXT,
	response_days TEXT,
	served_by TEXT,
	sent_abroad TEXT,
	due_on TEXT,
	receipt_number TEXT,
	received_on TEXT,
	note TEXT,
	CONSTRAINT pk_notice PRIMARY KEY (id),
	CONSTRAINT fk_notice_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_filing_id_filing FOREIGN KEY(filing_id) REFERENCES filing (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_notice_case_id ON notice (case_id);
CREATE INDEX ix_notice_filing_id ON notice (filing_id);
CREATE INDEX ix_notice_person_id ON notice (person_id);
CREATE INDEX ix_notice_receipt_number ON notice (receipt_number);
CREATE TABLE docket_entry (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	rule TEXT,
	case_id TEXT,
	subject_kind TEXT,
	subject_id TEXT,
	person_id TEXT,
	output TEXT,
	ordinal INTEGER,
	title TEXT,
	kind TEXT,
	severity TEXT,
	due_on TEXT,
	raw_on TEXT,
	printed_on TEXT,
	state TEXT NOT NULL,
	seen_hash TEXT,
	rule_version TEXT,
	work TEXT,
	accepted_by TEXT,
	accepted_at TEXT,
	done_on TEXT,
	done_proof TEXT,
	reason TEXT,
	CONSTRAINT pk_docket_entry PRIMARY KEY (id),
	CONSTRAINT fk_docket_entry_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_docket_entry_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_docket_entry_case_id ON docket_entry (case_id);
CREATE INDEX ix_docket_entry_due_on_id ON docket_entry (due_on, id);
CREATE INDEX ix_docket_entry_person_id ON docket_entry (person_id);
CREATE INDEX ix_docket_entry_state_due_on_id ON docket_entry (state, due_on, id);
CREATE UNIQUE INDEX uq_docket_entry_key ON docket_entry ("key");
CREATE TABLE bulletin (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	month TEXT NOT NULL,
	chart TEXT NOT NULL,
	preference TEXT,
	category TEXT NOT NULL,
	chargeability TEXT NOT NULL,
	cutoff TEXT NOT NULL,
	source TEXT,
	CONSTRAINT pk_bulletin PRIMARY KEY (id)
);
CREATE INDEX ix_bulletin_category_chargeability_month ON bulletin (category, chargeability, month);
CREATE UNIQUE INDEX uq_bulletin_cell ON bulletin (month, chart, category, chargeability);
CREATE TABLE bulletin_choice (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	month TEXT NOT NULL,
	preference TEXT NOT NULL,
	chart TEXT NOT NULL,
	source TEXT,
	CONSTRAINT pk_bulletin_choice PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_bulletin_choice_month ON bulletin_choice (month, preference);
CREATE TABLE operation (
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	title TEXT NOT NULL,
	who TEXT NOT NULL,
	device TEXT NOT NULL,
	at TEXT NOT NULL,
	why TEXT NOT NULL,
	schema TEXT NOT NULL,
	rows_hash TEXT NOT NULL,
	prev TEXT NOT NULL,
	hash TEXT NOT NULL,
	CONSTRAINT pk_operation PRIMARY KEY (seq),
	CONSTRAINT uq_operation_id UNIQUE (id)
);
CREATE TABLE operation_row (
	op TEXT NOT NULL,
	n INTEGER NOT NULL,
	"table" TEXT NOT NULL,
	pk TEXT NOT NULL,
	act TEXT NOT NULL,
	case_id TEXT,
	person_id TEXT,
	"before" TEXT,
	"after" TEXT,
	salt TEXT,
	digest TEXT NOT NULL,
	CONSTRAINT pk_operation_row PRIMARY KEY (op, n)
);
CREATE INDEX ix_operation_row_table_pk ON operation_row ("table", pk);
CREATE INDEX ix_operation_row_case_id ON operation_row (case_id);
CREATE INDEX ix_operation_row_person_id ON operation_row (person_id);
CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END;
CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END;
CREATE TRIGGER operation_row_is_only_blanked BEFORE UPDATE ON operation_row
    WHEN new.before IS NOT NULL OR new.after IS NOT NULL OR new.salt IS NOT NULL
      OR new.op IS NOT old.op OR new.n IS NOT old.n OR new."table" IS NOT old."table"
      OR new.pk IS NOT old.pk OR new.act IS NOT old.act OR new.case_id IS NOT old.case_id
      OR new.person_id IS NOT old.person_id OR new.digest IS NOT old.digest
    BEGIN SELECT raise(ABORT, 'operation rows are append-only; a purge may only blank them'); END;
CREATE TRIGGER operation_row_is_never_deleted BEFORE DELETE ON operation_row
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END;
CREATE TABLE draft (
	id TEXT NOT NULL,
	form TEXT NOT NULL,
	case_id TEXT,
	data TEXT NOT NULL,
	answered INTEGER NOT NULL,
	saved_at TEXT NOT NULL,
	about TEXT,
	CONSTRAINT pk_draft PRIMARY KEY (id)
);
CREATE TABLE finding_cache (
	case_id TEXT NOT NULL,
	facts_hash TEXT NOT NULL,
	packs_hash TEXT NOT NULL,
	day TEXT NOT NULL,
	findings TEXT NOT NULL,
	waiting INTEGER,
	CONSTRAINT pk_finding_cache PRIMARY KEY (case_id)
);
CREATE INDEX ix_finding_cache_waiting ON finding_cache (waiting);
CREATE TABLE meta (
	"key" TEXT NOT NULL,
	value TEXT,
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, ref UNINDEXED, words, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
CREATE TABLE search_case (
	place INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	number TEXT NOT NULL,
	status TEXT NOT NULL,
	name TEXT,
	type TEXT,
	opened TEXT,
	next_due TEXT,
	lapses TEXT,
	responsible TEXT,
	CONSTRAINT pk_search_case PRIMARY KEY (place)
);
CREATE INDEX ix_search_case_name_number_status_case_id ON search_case (name, number, status, case_id);
CREATE INDEX ix_search_case_type_number_status_case_id ON search_case (type, number, status, case_id);
CREATE INDEX ix_search_case_opened_number_status_case_id ON search_case (opened, number, status, case_id);
CREATE INDEX ix_search_case_next_due_number_status_case_id ON search_case (next_due, number, status, case_id);
CREATE INDEX ix_search_case_responsible_number_status_case_id ON search_case (responsible, number, status, case_id);
CREATE INDEX ix_search_case_number_status_case_id ON search_case (number, status, case_id);
CREATE INDEX ix_search_case_lapses ON search_case (lapses);
CREATE TABLE employer (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT,
	trade_name TEXT,
	fein TEXT,
	naics TEXT,
	kind TEXT,
	type_of_business TEXT,
	founded_year TEXT,
	employees_us TEXT,
	gross_income TEXT,
	net_income TEXT,
	care_of TEXT,
	street TEXT,
	unit_type TEXT,
	unit TEXT,
	city TEXT,
	state TEXT,
	zip TEXT,
	province TEXT,
	postal_code TEXT,
	country TEXT,
	county TEXT,
	phone TEXT,
	mobile TEXT,
	email TEXT,
	website TEXT,
	sort_key TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_employer PRIMARY KEY (id)
);
CREATE INDEX ix_employer_fein ON employer (fein);
CREATE INDEX ix_employer_sort_key_id ON employer (sort_key, id);
CREATE TABLE worksite (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	employer_id TEXT NOT NULL,
	name TEXT,
	street TEXT,
	unit_type TEXT,
	unit TEXT,
	city TEXT,
	state TEXT,
	zip TEXT,
	county TEXT,
	is_main TEXT,
	third_party TEXT,
	third_party_name TEXT,
	until_on TEXT,
	CONSTRAINT pk_worksite PRIMARY KEY (id),
	CONSTRAINT fk_worksite_employer_id_employer FOREIGN KEY(employer_id) REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_worksite_employer_id ON worksite (employer_id);
CREATE TABLE employer_contact (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	employer_id TEXT NOT NULL,
	family_name TEXT,
	given_name TEXT,
	middle_name TEXT,
	title TEXT,
	phone TEXT,
	mobile TEXT,
	email TEXT,
	role TEXT,
	is_signatory TEXT,
	until_on TEXT,
	CONSTRAINT pk_employer_contact PRIMARY KEY (id),
	CONSTRAINT fk_employer_contact_employer_id_employer FOREIGN KEY(employer_id) REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_employer_contact_employer_id ON employer_contact (employer_id);
CREATE TABLE job (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	employer_id TEXT,
	person_id TEXT,
	case_id TEXT,
	worksite_id TEXT,
	title TEXT,
	soc_code TEXT,
	soc_title TEXT,
	full_time TEXT,
	hours_per_week TEXT,
	wage_from TEXT,
	wage_to TEXT,
	wage_unit TEXT,
	wage_level TEXT,
	prevailing_wage TEXT,
	prevailing_wage_unit TEXT,
	prevailing_wage_source TEXT,
	pwd_number TEXT,
	pwd_on TEXT,
	pwd_until TEXT,
	lca_number TEXT,
	lca_filed_on TEXT,
	lca_certified_on TEXT,
	lca_from TEXT,
	lca_until TEXT,
	start_on TEXT,
	end_on TEXT,
	hired_on TEXT,
	terminated_on TEXT,
	employment_ended_on TEXT,
	requested_from TEXT,
	requested_until TEXT,
	offsite TEXT,
	duties TEXT,
	education TEXT,
	off_days TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_job PRIMARY KEY (id),
	CONSTRAINT fk_job_employer_id_employer FOREIGN KEY(employer_id) REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_job_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_job_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_job_worksite_id_worksite FOREIGN KEY(worksite_id) REFERENCES worksite (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_job_employer_id ON job (employer_id);
CREATE INDEX ix_job_person_id ON job (person_id);
CREATE INDEX ix_job_case_id ON job (case_id);
CREATE INDEX ix_job_worksite_id ON job (worksite_id);
CREATE TABLE recruitment (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	job_id TEXT,
	pwd_number TEXT,
	pwd_requested_on TEXT,
	pwd_on TEXT,
	pwd_until TEXT,
	filed_on TEXT,
	number TEXT,
	certified_on TEXT,
	valid_until TEXT,
	denied_on TEXT,
	withdrawn_on TEXT,
	audit_letter_on TEXT,
	audit_due_on TEXT,
	professional TEXT,
	CONSTRAINT pk_recruitment PRIMARY KEY (id),
	CONSTRAINT fk_recruitment_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_recruitment_job_id_job FOREIGN KEY(job_id) REFERENCES job (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_recruitment_case_id ON recruitment (case_id);
CREATE INDEX ix_recruitment_job_id ON recruitment (job_id);
CREATE TABLE recruitment_step (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	recruitment_id TEXT NOT NULL,
	kind TEXT,
	started_on TEXT,
	ended_on TEXT,
	place TEXT,
	proof TEXT,
	CONSTRAINT pk_recruitment_step PRIMARY KEY (id),
	CONSTRAINT fk_recruitment_step_recruitment_id_recruitment FOREIGN KEY(recruitment_id) REFERENCES recruitment (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_recruitment_step_recruitment_id ON recruitment_step (recruitment_id);
CREATE TABLE payment (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	filing_id TEXT,
	person_id TEXT,
	item TEXT,
	amount TEXT,
	payer TEXT,
	method TEXT,
	due_on TEXT,
	paid_on TEXT,
	refunded_on TEXT,
	reference TEXT,
	g1450 TEXT,
	state TEXT,
	note TEXT,
	CONSTRAINT pk_payment PRIMARY KEY (id),
	CONSTRAINT fk_payment_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_payment_filing_id_filing FOREIGN KEY(filing_id) REFERENCES filing (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_payment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_payment_case_id ON payment (case_id);
CREATE INDEX ix_payment_filing_id ON payment (filing_id);
CREATE INDEX ix_payment_person_id ON payment (person_id);
CREATE TABLE contact_log (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT,
	person_id TEXT,
	employer_id TEXT,
	at TEXT NOT NULL,
	how TEXT,
	direction TEXT,
	spoke_with TEXT,
	summary TEXT,
	staff_id TEXT,
	minutes TEXT,
	CONSTRAINT pk_contact_log PRIMARY KEY (id),
	CONSTRAINT fk_contact_log_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_log_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_log_employer_id_employer FOREIGN KEY(employer_id) REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_contact_log_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_contact_log_case_id ON contact_log (case_id);
CREATE INDEX ix_contact_log_person_id ON contact_log (person_id);
CREATE INDEX ix_contact_log_employer_id ON contact_log (employer_id);
CREATE INDEX ix_contact_log_staff_id ON contact_log (staff_id);
CREATE INDEX ix_case_file_employer_id ON case_file (employer_id);
CREATE INDEX ix_document_employer_id ON document (employer_id);
CREATE TABLE arrest (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	happened_on TEXT,
	city TEXT,
	province TEXT,
	country TEXT,
	agency TEXT,
	charge TEXT,
	disposition TEXT,
	disposed_on TEXT,
	sentence TEXT,
	records TEXT,
	convicted_on TEXT,
	CONSTRAINT pk_arrest PRIMARY KEY (id),
	CONSTRAINT fk_arrest_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_arrest_person_id ON arrest (person_id);
CREATE TABLE court_order (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	place TEXT,
	dated_on TEXT,
	outcome TEXT,
	still_open TEXT,
	CONSTRAINT pk_court_order PRIMARY KEY (id),
	CONSTRAINT fk_court_order_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_court_order_person_id ON court_order (person_id);
CREATE TABLE earlier_petition (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	form TEXT,
	filed_by TEXT,
	filed_on TEXT,
	receipt_number TEXT,
	priority_date TEXT,
	result TEXT,
	decided_on TEXT,
	CONSTRAINT pk_earlier_petition PRIMARY KEY (id),
	CONSTRAINT fk_earlier_petition_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_earlier_petition_person_id ON earlier_petition (person_id);
CREATE TABLE organization (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT,
	city TEXT,
	province TEXT,
	country TEXT,
	nature TEXT,
	involvement TEXT,
	from_on TEXT,
	until_on TEXT,
	CONSTRAINT pk_organization PRIMARY KEY (id),
	CONSTRAINT fk_organization_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_organization_person_id ON organization (person_id);
CREATE TABLE benefit (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	from_on TEXT,
	until_on TEXT,
	amount TEXT,
	exempt TEXT,
	CONSTRAINT pk_benefit PRIMARY KEY (id),
	CONSTRAINT fk_benefit_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_benefit_person_id ON benefit (person_id);
CREATE TABLE institution_stay (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	place TEXT,
	from_on TEXT,
	until_on TEXT,
	reason TEXT,
	exempt TEXT,
	CONSTRAINT pk_institution_stay PRIMARY KEY (id),
	CONSTRAINT fk_institution_stay_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_institution_stay_person_id ON institution_stay (person_id);
CREATE TABLE skill (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	title TEXT,
	CONSTRAINT pk_skill PRIMARY KEY (id),
	CONSTRAINT fk_skill_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_skill_person_id ON skill (person_id);
CREATE TABLE equity (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	kind TEXT,
	told TEXT,
	shown_by TEXT,
	CONSTRAINT pk_equity PRIMARY KEY (id),
	CONSTRAINT fk_equity_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_equity_person_id ON equity (person_id);
CREATE TABLE waiting_date (
	case_id TEXT NOT NULL,
	place INTEGER NOT NULL,
	due_on TEXT,
	"row" TEXT NOT NULL,
	CONSTRAINT pk_waiting_date PRIMARY KEY (case_id, place)
);
CREATE INDEX ix_waiting_date_due_on ON waiting_date (due_on);
CREATE TABLE enquiry (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	family_name TEXT,
	given_name TEXT,
	phone TEXT,
	email TEXT,
	languages TEXT,
	asks TEXT,
	source TEXT,
	came_on TEXT,
	follow_up_on TEXT,
	outcome TEXT NOT NULL,
	note TEXT,
	staff_id TEXT,
	person_id TEXT,
	case_id TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_enquiry PRIMARY KEY (id),
	CONSTRAINT fk_enquiry_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_enquiry_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_enquiry_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_enquiry_staff_id ON enquiry (staff_id);
CREATE INDEX ix_enquiry_person_id ON enquiry (person_id);
CREATE INDEX ix_enquiry_case_id ON enquiry (case_id);
CREATE INDEX ix_enquiry_outcome_follow_up_on_id ON enquiry (outcome, follow_up_on, id);
CREATE TABLE other_party (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	part TEXT,
	case_id TEXT,
	enquiry_id TEXT,
	CONSTRAINT pk_other_party PRIMARY KEY (id),
	CONSTRAINT fk_other_party_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_other_party_enquiry_id_enquiry FOREIGN KEY(enquiry_id) REFERENCES enquiry (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_other_party_case_id ON other_party (case_id);
CREATE INDEX ix_other_party_enquiry_id ON other_party (enquiry_id);
CREATE TABLE conflict_check (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	moment TEXT NOT NULL,
	about_id TEXT NOT NULL,
	case_id TEXT,
	person_id TEXT,
	enquiry_id TEXT,
	names TEXT NOT NULL,
	found TEXT,
	result TEXT NOT NULL,
	note TEXT,
	looked_by TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_conflict_check PRIMARY KEY (id),
	CONSTRAINT fk_conflict_check_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_conflict_check_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_conflict_check_enquiry_id_enquiry FOREIGN KEY(enquiry_id) REFERENCES enquiry (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_conflict_check_case_id ON conflict_check (case_id);
CREATE INDEX ix_conflict_check_person_id ON conflict_check (person_id);
CREATE INDEX ix_conflict_check_enquiry_id ON conflict_check (enquiry_id);
CREATE INDEX ix_conflict_check_about_id_at ON conflict_check (about_id, at);
CREATE TABLE person_merge (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	gone_id TEXT NOT NULL,
	merged_by TEXT NOT NULL,
	merged_at TEXT NOT NULL,
	came TEXT NOT NULL,
	split_at TEXT,
	CONSTRAINT pk_person_merge PRIMARY KEY (id),
	CONSTRAINT fk_person_merge_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_person_merge_gone_id_person FOREIGN KEY(gone_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_person_merge_person_id ON person_merge (person_id);
CREATE INDEX ix_person_merge_gone_id ON person_merge (gone_id);
CREATE TABLE research_note (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	title TEXT NOT NULL,
	text TEXT,
	source TEXT,
	link TEXT,
	source_on TEXT,
	noted_on TEXT NOT NULL,
	noted_by TEXT,
	changed_on TEXT,
	changed_why TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_research_note PRIMARY KEY (id)
);
CREATE TABLE research_tag (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	note_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_research_tag PRIMARY KEY (id),
	CONSTRAINT fk_research_tag_note_id_research_note FOREIGN KEY(note_id) REFERENCES research_note (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_research_tag_note_id ON research_tag (note_id);
CREATE TABLE research_case (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	note_id TEXT NOT NULL,
	case_id TEXT NOT NULL,
	CONSTRAINT pk_research_case PRIMARY KEY (id),
	CONSTRAINT fk_research_case_note_id_research_note FOREIGN KEY(note_id) REFERENCES research_note (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_research_case_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_research_case_note_id ON research_case (note_id);
CREATE INDEX ix_research_case_case_id ON research_case (case_id);
CREATE TABLE school (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	name TEXT,
	kind TEXT,
	place TEXT,
	from_on TEXT,
	until_on TEXT,
	CONSTRAINT pk_school PRIMARY KEY (id),
	CONSTRAINT fk_school_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_school_person_id ON school (person_id);
CREATE TABLE sibling (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	family_name TEXT,
	given_name TEXT,
	birth_city TEXT,
	birth_country TEXT,
	lives_in TEXT,
	CONSTRAINT pk_sibling PRIMARY KEY (id),
	CONSTRAINT fk_sibling_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_sibling_person_id ON sibling (person_id);
CREATE TABLE absence (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	staff_id TEXT NOT NULL,
	how TEXT NOT NULL,
	from_on TEXT NOT NULL,
	until_on TEXT,
	cover_id TEXT,
	note TEXT,
	handed TEXT,
	back_on TEXT,
	CONSTRAINT pk_absence PRIMARY KEY (id),
	CONSTRAINT fk_absence_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_absence_cover_id_staff FOREIGN KEY(cover_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_absence_staff_id ON absence (staff_id);
CREATE INDEX ix_absence_cover_id ON absence (cover_id);
CREATE TABLE reminder_rest (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	entry_id TEXT NOT NULL,
	until_on TEXT NOT NULL,
	reason TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_reminder_rest PRIMARY KEY (id),
	CONSTRAINT fk_reminder_rest_entry_id_docket_entry FOREIGN KEY(entry_id) REFERENCES docket_entry (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_reminder_rest_entry_id ON reminder_rest (entry_id);
CREATE TABLE missed_date (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	entry_id TEXT NOT NULL,
	due_on TEXT,
	told TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_missed_date PRIMARY KEY (id),
	CONSTRAINT fk_missed_date_entry_id_docket_entry FOREIGN KEY(entry_id) REFERENCES docket_entry (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_missed_date_entry_id ON missed_date (entry_id);
CREATE TABLE held_operation (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	said TEXT NOT NULL,
	clashes TEXT NOT NULL,
	at TEXT,
	CONSTRAINT pk_held_operation PRIMARY KEY (id)
);
CREATE TABLE legal_hold (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	about_kind TEXT NOT NULL,
	about_id TEXT NOT NULL,
	reason TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	lifted_on TEXT,
	lifted_by TEXT,
	CONSTRAINT pk_legal_hold PRIMARY KEY (id)
);
CREATE TABLE notice_response (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	notice_id TEXT NOT NULL,
	document_id TEXT,
	text TEXT,
	how TEXT,
	how_why TEXT,
	CONSTRAINT pk_notice_response PRIMARY KEY (id),
	CONSTRAINT fk_notice_response_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_response_notice_id_notice FOREIGN KEY(notice_id) REFERENCES notice (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_response_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_notice_response_case_id ON notice_response (case_id);
CREATE INDEX ix_notice_response_notice_id ON notice_response (notice_id);
CREATE INDEX ix_notice_response_document_id ON notice_response (document_id);
CREATE TABLE notice_request (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	notice_id TEXT NOT NULL,
	place TEXT NOT NULL,
	number TEXT,
	title TEXT NOT NULL,
	asked TEXT,
	answer TEXT,
	wants TEXT,
	in_words TEXT,
	CONSTRAINT pk_notice_request PRIMARY KEY (id),
	CONSTRAINT fk_notice_request_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_notice_request_notice_id_notice FOREIGN KEY(notice_id) REFERENCES notice (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_notice_request_case_id ON notice_request (case_id);
CREATE INDEX ix_notice_request_notice_id ON notice_request (notice_id);
CREATE TABLE request_evidence (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	request_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	place TEXT NOT NULL,
	CONSTRAINT pk_request_evidence PRIMARY KEY (id),
	CONSTRAINT fk_request_evidence_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_evidence_request_id_notice_request FOREIGN KEY(request_id) REFERENCES notice_request (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_request_evidence_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_request_evidence_case_id ON request_evidence (case_id);
CREATE INDEX ix_request_evidence_request_id ON request_evidence (request_id);
CREATE INDEX ix_request_evidence_document_id ON request_evidence (document_id);
CREATE TABLE filed_record (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	packet_id TEXT NOT NULL,
	corrects_id TEXT,
	at TEXT NOT NULL,
	"by" TEXT,
	why TEXT,
	told TEXT NOT NULL,
	seal TEXT NOT NULL,
	CONSTRAINT pk_filed_record PRIMARY KEY (id),
	CONSTRAINT fk_filed_record_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_filed_record_packet_id_packet FOREIGN KEY(packet_id) REFERENCES packet (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_filed_record_corrects_id_filed_record FOREIGN KEY(corrects_id) REFERENCES filed_record (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_filed_record_case_id ON filed_record (case_id);
CREATE INDEX ix_filed_record_packet_id ON filed_record (packet_id);
CREATE INDEX ix_filed_record_corrects_id ON filed_record (corrects_id);
CREATE TABLE template_task (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	"key" TEXT NOT NULL,
	state TEXT NOT NULL,
	task_id TEXT,
	title TEXT,
	who TEXT,
	due_on TEXT,
	minutes TEXT,
	proof TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_template_task PRIMARY KEY (id),
	CONSTRAINT fk_template_task_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_template_task_case_id ON template_task (case_id);
CREATE TABLE packet_layout (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	in_order TEXT,
	choices TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_packet_layout PRIMARY KEY (id),
	CONSTRAINT fk_packet_layout_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_packet_layout_case_id ON packet_layout (case_id);
CREATE TABLE letter (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	letter TEXT NOT NULL,
	title TEXT NOT NULL,
	person_id TEXT,
	work_product TEXT,
	in_packet TEXT,
	"by" TEXT,
	at TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_letter PRIMARY KEY (id),
	CONSTRAINT fk_letter_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_letter_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_letter_case_id ON letter (case_id);
CREATE INDEX ix_letter_person_id ON letter (person_id);
CREATE TABLE letter_version (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	letter_id TEXT NOT NULL,
	number TEXT NOT NULL,
	text TEXT NOT NULL,
	told TEXT,
	how TEXT,
	blob TEXT,
	"by" TEXT,
	at TEXT,
	signed_by TEXT,
	signed_at TEXT,
	seal TEXT,
	CONSTRAINT pk_letter_version PRIMARY KEY (id),
	CONSTRAINT fk_letter_version_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_letter_version_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_letter_version_signed_by_staff FOREIGN KEY(signed_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_letter_version_case_id ON letter_version (case_id);
CREATE INDEX ix_letter_version_letter_id ON letter_version (letter_id);
CREATE INDEX ix_letter_version_signed_by ON letter_version (signed_by);
CREATE TABLE letter_comment (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	letter_id TEXT NOT NULL,
	version_id TEXT NOT NULL,
	about TEXT,
	text TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	done_by TEXT,
	done_at TEXT,
	CONSTRAINT pk_letter_comment PRIMARY KEY (id),
	CONSTRAINT fk_letter_comment_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_letter_comment_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_letter_comment_version_id_letter_version FOREIGN KEY(version_id) REFERENCES letter_version (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_letter_comment_case_id ON letter_comment (case_id);
CREATE INDEX ix_letter_comment_letter_id ON letter_comment (letter_id);
CREATE INDEX ix_letter_comment_version_id ON letter_comment (version_id);
CREATE TABLE letter_template (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	title TEXT NOT NULL,
	about TEXT,
	blob TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	deleted_at TEXT,
	CONSTRAINT pk_letter_template PRIMARY KEY (id)
);
CREATE TABLE preflight_override (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	check_id TEXT NOT NULL,
	mark TEXT NOT NULL,
	said TEXT NOT NULL,
	reason TEXT NOT NULL,
	staff_id TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_preflight_override PRIMARY KEY (id),
	CONSTRAINT fk_preflight_override_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_preflight_override_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_preflight_override_case_id ON preflight_override (case_id);
CREATE INDEX ix_preflight_override_staff_id ON preflight_override (staff_id);
CREATE TABLE filing_address (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	address TEXT NOT NULL,
	source TEXT,
	checked_on TEXT NOT NULL,
	"by" TEXT,
	CONSTRAINT pk_filing_address PRIMARY KEY (id),
	CONSTRAINT fk_filing_address_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_filing_address_case_id ON filing_address (case_id);
CREATE TABLE signature_sheet (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	code TEXT NOT NULL,
	form_key TEXT NOT NULL,
	form TEXT NOT NULL,
	edition TEXT,
	page TEXT NOT NULL,
	mark TEXT NOT NULL,
	boxes TEXT,
	made_at TEXT NOT NULL,
	"by" TEXT,
	CONSTRAINT pk_signature_sheet PRIMARY KEY (id),
	CONSTRAINT fk_signature_sheet_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_signature_sheet_case_id ON signature_sheet (case_id);
CREATE TABLE signature_place (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	sheet_id TEXT NOT NULL,
	signer TEXT NOT NULL,
	who TEXT,
	label TEXT,
	box TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT,
	look TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_signature_place PRIMARY KEY (id),
	CONSTRAINT fk_signature_place_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_signature_place_sheet_id_signature_sheet FOREIGN KEY(sheet_id) REFERENCES signature_sheet (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_signature_place_case_id ON signature_place (case_id);
CREATE INDEX ix_signature_place_sheet_id ON signature_place (sheet_id);
CREATE TABLE signed_page (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	sheet_id TEXT,
	blob TEXT NOT NULL,
	page TEXT NOT NULL,
	turned TEXT,
	state TEXT NOT NULL,
	reason TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_signed_page PRIMARY KEY (id),
	CONSTRAINT fk_signed_page_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_signed_page_sheet_id_signature_sheet FOREIGN KEY(sheet_id) REFERENCES signature_sheet (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_signed_page_case_id ON signed_page (case_id);
CREATE INDEX ix_signed_page_sheet_id ON signed_page (sheet_id);
CREATE TABLE signature_original (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	sheet_id TEXT NOT NULL,
	place TEXT NOT NULL,
	since_on TEXT NOT NULL,
	sent_to TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_signature_original PRIMARY KEY (id),
	CONSTRAINT fk_signature_original_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_signature_original_sheet_id_signature_sheet FOREIGN KEY(sheet_id) REFERENCES signature_sheet (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_signature_original_case_id ON signature_original (case_id);
CREATE INDEX ix_signature_original_sheet_id ON signature_original (sheet_id);
CREATE TABLE document_step (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	document_id TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_document_step PRIMARY KEY (id),
	CONSTRAINT fk_document_step_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_document_step_document_id ON document_step (document_id);
CREATE TABLE document_origin (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	document_id TEXT NOT NULL,
	blob TEXT,
	mime TEXT,
	pages TEXT,
	size TEXT,
	given_by TEXT,
	given_on TEXT,
	how TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_document_origin PRIMARY KEY (id),
	CONSTRAINT fk_document_origin_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_document_origin_document_id ON document_origin (document_id);
CREATE TABLE document_check (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	document_id TEXT NOT NULL,
	seen TEXT NOT NULL,
	seen_by TEXT,
	seen_on TEXT,
	mrz TEXT,
	differences TEXT,
	note TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_document_check PRIMARY KEY (id),
	CONSTRAINT fk_document_check_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_document_check_document_id ON document_check (document_id);
CREATE TABLE criterion_evidence (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	criterion TEXT NOT NULL,
	CONSTRAINT pk_criterion_evidence PRIMARY KEY (id),
	CONSTRAINT fk_criterion_evidence_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_criterion_evidence_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_criterion_evidence_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_criterion_evidence_case_id ON criterion_evidence (case_id);
CREATE INDEX ix_criterion_evidence_document_id ON criterion_evidence (document_id);
CREATE INDEX ix_criterion_evidence_person_id ON criterion_evidence (person_id);
CREATE TABLE paper_asked (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	person_id TEXT,
	item TEXT NOT NULL,
	asked_on TEXT NOT NULL,
	how TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_paper_asked PRIMARY KEY (id),
	CONSTRAINT fk_paper_asked_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_paper_asked_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_paper_asked_case_id ON paper_asked (case_id);
CREATE INDEX ix_paper_asked_person_id ON paper_asked (person_id);
CREATE TABLE evaluation (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	person_id TEXT NOT NULL,
	degree TEXT NOT NULL,
	field TEXT,
	institution TEXT,
	country TEXT,
	awarded_on TEXT,
	years TEXT,
	equivalence TEXT,
	evaluator TEXT,
	evaluated_on TEXT,
	document_id TEXT,
	note TEXT,
	CONSTRAINT pk_evaluation PRIMARY KEY (id),
	CONSTRAINT fk_evaluation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_evaluation_document_id_document FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_evaluation_person_id ON evaluation (person_id);
CREATE INDEX ix_evaluation_document_id ON evaluation (document_id);
CREATE TABLE hand_over (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	what TEXT NOT NULL,
	title TEXT NOT NULL,
	told TEXT NOT NULL,
	to_whom TEXT NOT NULL,
	how TEXT NOT NULL,
	on_day TEXT NOT NULL,
	sealed TEXT,
	pages TEXT,
	sha256 TEXT,
	"by" TEXT,
	at TEXT,
	CONSTRAINT pk_hand_over PRIMARY KEY (id),
	CONSTRAINT fk_hand_over_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_hand_over_case_id ON hand_over (case_id);
CREATE TABLE staff_sign_in (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	staff_id TEXT NOT NULL,
	slot TEXT NOT NULL,
	role TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	ended_at TEXT,
	CONSTRAINT pk_staff_sign_in PRIMARY KEY (id),
	CONSTRAINT fk_staff_sign_in_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_staff_sign_in_staff_id ON staff_sign_in (staff_id);
CREATE TABLE case_reader (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	staff_id TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	server_user TEXT,
	CONSTRAINT pk_case_reader PRIMARY KEY (id),
	CONSTRAINT fk_case_reader_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_reader_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_case_reader_case_id ON case_reader (case_id);
CREATE INDEX ix_case_reader_staff_id ON case_reader (staff_id);
CREATE TABLE case_opening (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	staff_id TEXT,
	who TEXT NOT NULL,
	opened_on TEXT NOT NULL,
	at TEXT,
	CONSTRAINT pk_case_opening PRIMARY KEY (id),
	CONSTRAINT fk_case_opening_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_case_opening_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_case_opening_case_id ON case_opening (case_id);
CREATE INDEX ix_case_opening_staff_id ON case_opening (staff_id);
CREATE TABLE approval_request (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	what TEXT NOT NULL,
	about_kind TEXT,
	about_id TEXT,
	case_id TEXT,
	told TEXT,
	asked_by TEXT,
	asked_at TEXT NOT NULL,
	state TEXT NOT NULL,
	staff_id TEXT,
	answered_at TEXT,
	reason TEXT,
	CONSTRAINT pk_approval_request PRIMARY KEY (id),
	CONSTRAINT fk_approval_request_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_approval_request_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_approval_request_case_id ON approval_request (case_id);
CREATE INDEX ix_approval_request_staff_id ON approval_request (staff_id);
CREATE TABLE hand_off (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	what TEXT NOT NULL,
	to_whom TEXT NOT NULL,
	why TEXT,
	how TEXT,
	due_on TEXT,
	redacted TEXT,
	told TEXT NOT NULL,
	sealed TEXT,
	state TEXT NOT NULL,
	"by" TEXT,
	at TEXT,
	back_at TEXT,
	back_by TEXT,
	CONSTRAINT pk_hand_off PRIMARY KEY (id)
);
CREATE TABLE key_epoch (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	n TEXT NOT NULL,
	told TEXT NOT NULL,
	gone TEXT,
	"on" TEXT NOT NULL,
	"by" TEXT,
	CONSTRAINT pk_key_epoch PRIMARY KEY (id)
);
INSERT INTO alembic_version (version_num) VALUES ('0011');
