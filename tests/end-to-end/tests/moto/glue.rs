//! The Data Catalog, jobs, crawlers, triggers, workflows, sessions and schemas. The fake knows neither other catalogs
//! nor optimizers, data quality, blueprints and statements (see `replayed`), lists databases, tables and crawlers on one
//! page, and returns no ARNs but those of registries and schemas: the tags of what is created with tags are found by
//! the right one only.

use aws_resources::{
    ErrorKind,
    glue::{Database, Glue, Job, TableCollection as _},
};
use aws_sdk_glue::{
    Client,
    operation::get_table::GetTableError,
    types::{
        Action, Compatibility, ConnectionInput, ConnectionPropertyKey, ConnectionType, CrawlerState, CrawlerTargets,
        DataFormat, DatabaseInput, JobCommand, JobRunState, PartitionInput, S3Target, SessionCommand, SessionStatus,
        StorageDescriptor, TableInput, TriggerType, TriggerUpdate,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

async fn database(glue: &Glue, name: &str) -> Database {
    let input = DatabaseInput::builder().name(name).build().unwrap();
    let create = glue.create_database().with(|r| r.database_input(input).tags("team", "sales"));
    create.await.unwrap().expect("the request has the name")
}

fn table(name: &str) -> TableInput {
    let storage = StorageDescriptor::builder().location(format!("s3://lake/{name}")).build();
    TableInput::builder().name(name).storage_descriptor(storage).build().unwrap()
}

fn command() -> JobCommand {
    JobCommand::builder().name("glueetl").script_location("s3://scripts/load.py").build()
}

async fn job(glue: &Glue, name: &str) -> Job {
    let create = glue.create_job().with(|r| r.name(name).role("Glue").command(command()).tags("team", "sales"));
    create.await.unwrap().expect("creating answers with the name")
}

#[tokio::test]
async fn a_table_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let database = database(&glue, "sales").await;
    let create = database.create_table().with(|r| r.table_input(table("orders")));
    let orders = create.await.unwrap().expect("the request has the name");
    assert_eq!(orders, glue.table(None, "sales", "orders"));
    assert_eq!(orders.database(), database);
    let data = orders.data().await.unwrap();
    assert_eq!(data.storage_descriptor().and_then(|storage| storage.location()), Some("s3://lake/orders"));
    let arn = orders.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:table/sales/orders", &[]);
    let arn = database.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:database/sales", &[]);
    assert_eq!(database.list_tags().await.unwrap().unwrap()["team"], "sales");

    orders.update().with(|r| r.table_input(table("orders"))).await.unwrap();
    let versions = orders.versions().try_collect().await.unwrap();
    assert_eq!(versions.len(), 2);
    assert!(versions.contains(&orders.version("1")), "{versions:?}");
    let version = orders.version("1").data().await.unwrap();
    assert_eq!(version.table().map(|table| table.name()), Some("orders"));
    let arn = versions[0].arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:tableVersion/sales/orders/${Id}", &[]);

    orders.delete().await.unwrap();
    let gone = orders.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("EntityNotFoundException"));
    let sdk = gone.sdk_error::<GetTableError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetTableError::is_entity_not_found_exception), "{sdk:?}");
    database.delete().await.unwrap();
    assert!(database.data().await.unwrap_err().is_not_found());
    assert_eq!(glue.databases().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn tables_are_listed_and_deleted_together() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let sales = database(&glue, "sales").await;
    for name in ["a", "b", "c"] {
        sales.create_table().with(|r| r.table_input(table(name))).await.unwrap();
    }
    let listed = pages(sales.tables(), |table| table.name().to_owned()).await.unwrap();
    assert_eq!(listed, [["a", "b", "c"]]);
    let first = sales.tables().first().await.unwrap().unwrap();
    assert_eq!(first.loaded().and_then(|data| data.database_name.clone()).as_deref(), Some("sales"));
    // Of a database of its own, the listing needs the name.
    let same = glue.tables().filter(|r| r.database_name("sales")).try_collect().await.unwrap();
    assert_eq!(same, sales.tables().try_collect().await.unwrap());

    let tables = sales.tables().try_collect().await.unwrap();
    tables[1].delete().await.unwrap();
    let report = sales.tables().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0));
    assert_eq!(sales.tables().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn partitions_are_the_tables() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let sales = database(&glue, "sales").await;
    let orders = sales.create_table().with(|r| r.table_input(table("orders"))).await.unwrap().unwrap();
    let partition = |day: &str| PartitionInput::builder().values(day).build();
    orders.create_partition().with(|r| r.partition_input(partition("1"))).await.unwrap();
    let add = orders.batch_create_partition();
    let errors =
        add.with(|r| r.partition_input_list(partition("1")).partition_input_list(partition("2"))).await.unwrap();
    assert_eq!(errors.iter().map(|error| error.partition_values()).collect::<Vec<_>>(), [["1"]]);
    let found = orders.get_partition().with(|r| r.partition_values("2")).await.unwrap().unwrap();
    assert_eq!(found.table_name(), Some("orders"));
    orders.delete_partition().with(|r| r.partition_values("2")).await.unwrap();
    assert_eq!(orders.get_partitions().await.unwrap().partitions().len(), 1);
    assert!(orders.get_partition().with(|r| r.partition_values("2")).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn jobs_are_paged() {
    let account = Account::new("us-east-1").await;
    let glue = Glue::new(&account.session);
    let client = Client::new(&account.config);
    for number in 0..7 {
        let create = client.create_job().name(format!("job-{number}")).role("Glue").command(command());
        create.tags("team", if number == 3 { "sales" } else { "web" }).send().await.unwrap();
    }
    let listed = pages(glue.jobs().page_size(3), |job| job.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["job-0", "job-1", "job-2"], vec!["job-3", "job-4", "job-5"], vec!["job-6"]]);
    assert!(glue.jobs().first().await.unwrap().unwrap().loaded().is_some());
    let tagged = glue.jobs_by_tags().filter(|r| r.tags("team", "sales")).try_collect().await.unwrap();
    assert_eq!(tagged, [glue.job("job-3")]);
    assert!(tagged[0].loaded().is_none(), "this listing gives names only");
    let some = glue.batch_get_jobs().with(|r| r.job_names("job-1").job_names("job-9")).await.unwrap();
    assert_eq!(some, [glue.job("job-1")]);
}

#[tokio::test]
async fn a_job_runs() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let job = job(&glue, "load").await;
    let arn = job.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:job/load", &[]);
    job.tag_resource().with(|r| r.tags_to_add("stage", "test")).await.unwrap();
    job.untag_resource().with(|r| r.tags_to_remove("team")).await.unwrap();
    let tags = job.list_tags().await.unwrap().unwrap();
    assert_eq!(tags.into_iter().collect::<Vec<_>>(), [("stage".to_owned(), "test".to_owned())]);

    let run = job.start_run().await.unwrap().expect("a run has an id");
    run.wait_until_succeeded().every(SOON).await.unwrap();
    assert_eq!(run.data().await.unwrap().job_run_state(), Some(&JobRunState::Succeeded));
    assert_eq!(run.job(), job);
    assert_eq!(job.runs().try_collect().await.unwrap(), [job.run(run.id())]);
    assert_eq!(run.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    assert!(job.run("jr_0").data().await.unwrap_err().is_not_found());
    job.delete().await.unwrap();
    assert!(job.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_crawler_refers_to_its_database() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let sales = database(&glue, "sales").await;
    let target = S3Target::builder().path("s3://lake").build();
    let targets = CrawlerTargets::builder().s3_targets(target).build();
    let create = glue.create_crawler();
    let crawler = create.with(|r| r.name("lake").role("Glue").database_name("sales").targets(targets).tags("a", "b"));
    let crawler = crawler.await.unwrap().expect("the request has the name");
    assert_eq!(crawler.database().await.unwrap(), Some(sales));
    assert_eq!(glue.crawlers().try_collect().await.unwrap(), std::slice::from_ref(&crawler));
    let arn = crawler.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:crawler/lake", &[]);
    assert_eq!(crawler.list_tags().await.unwrap().unwrap()["a"], "b");
    crawler.wait_until_ready().every(SOON).await.unwrap();
    crawler.start().await.unwrap();
    assert_eq!(crawler.data().await.unwrap().state(), Some(&CrawlerState::Running));
    crawler.start().await.unwrap_err();
    let crawls = crawler.crawls().try_collect().await.unwrap();
    assert_eq!(crawls.len(), 1);
    assert!(crawler.crawl(crawls[0].id()).data().await.is_ok());
    assert!(crawler.crawl("no").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn workflows_have_triggers_and_runs() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let job = job(&glue, "load").await;
    let workflow = glue.create_workflow().with(|r| r.name("nightly").tags("a", "b")).await.unwrap().unwrap();
    let create = glue.create_trigger().with(|r| {
        let action = Action::builder().job_name("load").build();
        r.name("begin").workflow_name("nightly").r#type(TriggerType::OnDemand).actions(action).tags("a", "b")
    });
    let trigger = create.await.unwrap().unwrap();
    assert_eq!(trigger.jobs().await.unwrap(), [job]);
    assert_eq!(trigger.crawlers().await.unwrap(), []);
    assert_eq!(trigger.workflow().await.unwrap(), Some(workflow.clone()));
    for (arn, known) in [(trigger.arn().await, "trigger/begin"), (workflow.arn().await, "workflow/nightly")] {
        let template = format!("arn:${{Partition}}:glue:${{Region}}:${{Account}}:{known}");
        account.assert_arn(&arn.unwrap(), &template, &[]);
    }
    assert_eq!(workflow.list_tags().await.unwrap().unwrap()["a"], "b");
    assert_eq!(trigger.list_tags().await.unwrap().unwrap()["a"], "b");

    let first = workflow.start_run().await.unwrap().unwrap();
    let second = workflow.start_run().with(|r| r.run_properties("day", "2")).await.unwrap().unwrap();
    assert_eq!(workflow.last_run().await.unwrap(), Some(second.clone()));
    assert_eq!(second.previous_run().await.unwrap(), Some(first.clone()));
    assert_eq!(second.get_properties().await.unwrap().unwrap()["day"], "2");
    let listed = workflow.runs().try_collect().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.contains(&first) && listed.contains(&second));
    workflow.delete().await.unwrap();
    assert!(workflow.data().await.unwrap_err().is_not_found());
    trigger.delete().await.unwrap();
    assert!(trigger.data().await.unwrap_err().is_not_found());
    // The fake doesn't know UpdateTrigger.
    let update = TriggerUpdate::builder().description("x").build();
    trigger.update().with(|r| r.trigger_update(update)).await.unwrap_err();
}

#[tokio::test]
async fn schemas_have_versions() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let registry = glue.create_registry().with(|r| r.registry_name("events")).await.unwrap().unwrap();
    let known = registry.data().await.unwrap();
    let arn = registry.arn().await.unwrap();
    exercised::arn("glue.Registry", &arn, known.registry_arn());
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:registry/events", &[]);

    let text = r#"{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "int"}]}"#;
    let create = registry.create_schema().with(|r| {
        r.schema_name("order").data_format(DataFormat::Avro).compatibility(Compatibility::None).schema_definition(text)
    });
    let schema = create.await.unwrap().unwrap();
    let arn = schema.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:schema/events/order", &[]);
    exercised::arn("glue.Schema", &arn, schema.data().await.unwrap().schema_arn());
    assert_eq!(schema.registry().await.unwrap(), Some(registry));
    let version = schema.register_version().with(|r| r.schema_definition(text)).await.unwrap().unwrap();
    let data = version.data().await.unwrap();
    assert_eq!((data.schema_definition(), data.version_number()), (Some(text), Some(1)));
    version.wait_until_available().every(SOON).await.unwrap();
    let found = schema.get_version_by_definition().with(|r| r.schema_definition(text)).await.unwrap();
    assert_eq!(found, Some(version.clone()));
    assert_eq!(version.schema().await.unwrap(), Some(schema.clone()));
    schema.delete().await.unwrap();
    assert!(schema.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_session_is_stopped_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let command = SessionCommand::builder().name("glueetl").python_version("3").build();
    let create = glue.create_session().with(|r| r.id("notes").role("Glue").command(command).tags("a", "b"));
    assert_eq!(create.await.unwrap(), None, "the fake answers without the session; AWS doesn't");
    let session = glue.interactive_session("notes");
    session.wait_until_ready().every(SOON).await.unwrap();
    let arn = session.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:session/notes", &[]);
    assert_eq!(session.list_tags().await.unwrap().unwrap()["a"], "b");
    assert_eq!(glue.interactive_sessions().try_collect().await.unwrap(), std::slice::from_ref(&session));
    session.stop().await.unwrap();
    assert_eq!(session.data().await.unwrap().status(), Some(&SessionStatus::Stopping));
    session.delete().await.unwrap();
    assert!(session.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn connections_and_settings_are_the_catalogs() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let input = ConnectionInput::builder().name("orders").connection_type(ConnectionType::Jdbc);
    let input = input.connection_properties(ConnectionPropertyKey::JdbcConnectionUrl, "jdbc:postgresql://db").build();
    let create = glue.create_connection().with(|r| r.connection_input(input.unwrap()));
    let connection = create.await.unwrap().expect("the request has the name");
    assert_eq!(connection, glue.connection(None, "orders"));
    // The fake puts the type elsewhere.
    let data = connection.data().await.unwrap();
    let properties = data.connection_properties.as_ref().unwrap();
    assert_eq!(properties[&ConnectionPropertyKey::JdbcConnectionUrl], "jdbc:postgresql://db");
    let arn = connection.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:connection/orders", &[]);
    assert_eq!(glue.connections().try_collect().await.unwrap(), [connection]);

    // Without one, the fake answers with an empty policy; AWS with EntityNotFoundException.
    let policy = glue.resource_policy(None);
    policy.put().with(|r| r.policy_in_json("{}")).await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy_in_json(), Some("{}"));
    policy.delete().await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy_in_json(), None);
}
