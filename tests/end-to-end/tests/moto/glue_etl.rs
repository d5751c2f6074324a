//! What moves data in Glue and what it runs on: triggers, crawlers, workflows, endpoints, transforms; and the changes of
//! tables and their partitions. The fake has endpoints and transforms ready at once and returns no ARNs of them: the tags
//! of what is created with tags are found by the right one only.

use aws_resources::glue::Glue;
use aws_sdk_glue::{
    Client,
    types::{
        Action, BatchUpdatePartitionRequestEntry, CatalogEncryptionMode, Compatibility, ConnectionInput,
        ConnectionPropertyKey, ConnectionType, CrawlerState, CrawlerTargets, DataCatalogEncryptionSettings, DataFormat,
        DatabaseInput, EncryptionAtRest, EncryptionConfiguration, ExecutionProperty, GlueTable, JobCommand,
        PartitionInput, PartitionValueList, S3Encryption, S3EncryptionMode, S3Target, SchemaVersionNumber,
        SessionCommand, TableInput, TransformParameters, TransformType, TriggerState, TriggerType,
    },
};
use end_to_end::fake::Account;

use crate::{SOON, pages};

#[tokio::test]
async fn triggers_are_paged_found_and_started() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for (name, team) in [("a", "web"), ("b", "sales"), ("c", "web")] {
        let action = Action::builder().job_name("load").build();
        let call = client.create_trigger().name(name).r#type(TriggerType::OnDemand).actions(action);
        call.tags("team", team).send().await.unwrap();
    }
    let glue = Glue::new(&account.session);
    let listed = pages(glue.triggers().page_size(2), |trigger| trigger.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["a", "b"], vec!["c"]]);
    let tagged = glue.triggers_by_tags().filter(|r| r.tags("team", "sales")).try_collect().await.unwrap();
    assert_eq!(tagged, [glue.trigger("b")]);
    let some = glue.batch_get_triggers().with(|r| r.trigger_names("c").trigger_names("none")).await.unwrap();
    assert_eq!(some, [glue.trigger("c")]);
    assert_eq!(some[0].loaded().unwrap().state(), Some(&TriggerState::Created));

    let trigger = glue.trigger("c");
    assert_eq!(trigger.start().await.unwrap(), Some(trigger.clone()));
    trigger.wait_until_activated().every(SOON).await.unwrap();
    assert_eq!(trigger.stop().await.unwrap(), Some(trigger.clone()));
    assert_eq!(trigger.reload().await.unwrap().state(), Some(&TriggerState::Deactivated));
}

#[tokio::test]
async fn crawlers_are_found_stopped_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for (name, team) in [("a", "web"), ("b", "sales"), ("c", "web")] {
        let target = S3Target::builder().path("s3://lake").build();
        let targets = CrawlerTargets::builder().s3_targets(target).build();
        let call = client.create_crawler().name(name).role("Glue").database_name("sales").targets(targets);
        call.tags("team", team).send().await.unwrap();
    }
    let glue = Glue::new(&account.session);
    let all = pages(glue.crawlers_by_tags().page_size(2), |crawler| crawler.name().to_owned()).await.unwrap();
    assert_eq!(all, [vec!["a", "b"], vec!["c"]]);
    let tagged = glue.crawlers_by_tags().filter(|r| r.tags("team", "sales")).try_collect().await.unwrap();
    assert_eq!(tagged, [glue.crawler("b")]);
    let some = glue.batch_get_crawlers().with(|r| r.crawler_names("a").crawler_names("none")).await.unwrap();
    assert_eq!(some, [glue.crawler("a")]);
    assert_eq!(some[0].loaded().unwrap().database_name(), Some("sales"));

    let crawler = glue.crawler("a");
    crawler.start().await.unwrap();
    crawler.stop().await.unwrap();
    assert_eq!(crawler.reload().await.unwrap().state(), Some(&CrawlerState::Stopping));
    crawler.delete().await.unwrap();
    assert!(crawler.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn workflows_are_paged_and_updated() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for name in ["a", "b", "c"] {
        client.create_workflow().name(name).description("first").send().await.unwrap();
    }
    let glue = Glue::new(&account.session);
    let listed = pages(glue.workflows().page_size(2), |workflow| workflow.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["a", "b"], vec!["c"]]);
    let some = glue.batch_get_workflows().with(|r| r.names("b").names("none")).await.unwrap();
    assert_eq!(some, [glue.workflow("b")]);
    let workflow = &some[0];
    assert_eq!(workflow.loaded().unwrap().description(), Some("first"));
    assert_eq!(workflow.update().with(|r| r.description("second")).await.unwrap(), Some(workflow.clone()));
    assert_eq!(workflow.reload().await.unwrap().description(), Some("second"));

    let run = workflow.start_run().await.unwrap().unwrap();
    run.put_properties().with(|r| r.run_properties("day", "3")).await.unwrap();
    assert_eq!(run.get_properties().await.unwrap().unwrap()["day"], "3");
    run.stop().await.unwrap();
    assert!(workflow.run("wr_0").stop().await.unwrap_err().is_not_found());
}

fn transform() -> (GlueTable, TransformParameters) {
    let table = GlueTable::builder().database_name("sales").table_name("orders").build().unwrap();
    (table, TransformParameters::builder().transform_type(TransformType::FindMatches).build().unwrap())
}

#[tokio::test]
async fn the_other_listings_are_paged() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let role = format!("arn:aws:iam::{}:role/Glue", account.id);
    for name in ["a", "b", "c"] {
        let input = ConnectionInput::builder().name(name).connection_type(ConnectionType::Jdbc);
        let input =
            input.connection_properties(ConnectionPropertyKey::JdbcConnectionUrl, "jdbc:postgresql://db").build();
        client.create_connection().connection_input(input.unwrap()).send().await.unwrap();
        let command = SessionCommand::builder().name("glueetl").python_version("3").build();
        client.create_session().id(name).role(&role).command(command).send().await.unwrap();
        client.create_dev_endpoint().endpoint_name(name).role_arn(&role).send().await.unwrap();
        let (table, parameters) = transform();
        let call = client.create_ml_transform().name(name).role("Glue").input_record_tables(table);
        call.parameters(parameters).send().await.unwrap();
    }
    let glue = Glue::new(&account.session);
    for listed in [
        pages(glue.connections().page_size(2), |it| it.name().to_owned()).await,
        pages(glue.interactive_sessions().page_size(2), |it| it.id().to_owned()).await,
        pages(glue.dev_endpoints().page_size(2), |it| it.name().to_owned()).await,
    ] {
        assert_eq!(listed.unwrap(), [vec!["a", "b"], vec!["c"]]);
    }
    let listed = pages(glue.ml_transforms().page_size(2), |it| it.id().to_owned()).await.unwrap();
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn runs_of_a_job_are_paged() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let command = JobCommand::builder().name("glueetl").script_location("s3://scripts/load.py").build();
    let many = ExecutionProperty::builder().max_concurrent_runs(3).build();
    let create = client.create_job().name("load").role("Glue").command(command).execution_property(many);
    create.send().await.unwrap();
    let mut started = Vec::new();
    for _ in 0..3 {
        started.push(client.start_job_run().job_name("load").send().await.unwrap().job_run_id.unwrap());
    }
    let job = Glue::new(&account.session).job("load");
    let listed = pages(job.runs().page_size(2), |run| run.id().to_owned()).await.unwrap();
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let mut listed: Vec<_> = listed.into_iter().flatten().collect();
    listed.sort();
    started.sort();
    assert_eq!(listed, started);
}

#[tokio::test]
async fn an_endpoint_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let role = format!("arn:aws:iam::{}:role/Glue", account.id);
    let create = glue.create_dev_endpoint().with(|r| r.endpoint_name("notes").role_arn(&role).tags("a", "b"));
    let endpoint = create.await.unwrap().expect("creating answers with the name");
    endpoint.wait_until_ready().every(SOON).await.unwrap();
    assert_eq!(endpoint.data().await.unwrap().role_arn(), Some(&*role));
    let arn = endpoint.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:glue:${Region}:${Account}:devEndpoint/notes", &[]);
    assert_eq!(endpoint.list_tags().await.unwrap().unwrap()["a"], "b");
    let listed = glue.dev_endpoints().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&endpoint));
    assert!(listed[0].loaded().is_some());
    endpoint.delete().await.unwrap();
    assert!(endpoint.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_transform_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let table = GlueTable::builder().database_name("sales").table_name("orders").build().unwrap();
    let parameters = TransformParameters::builder().transform_type(TransformType::FindMatches).build().unwrap();
    let create = glue
        .create_ml_transform()
        .with(|r| r.name("same").role("Glue").input_record_tables(table).parameters(parameters).tags("a", "b"));
    let transform = create.await.unwrap().expect("creating answers with the id");
    assert_eq!(transform.data().await.unwrap().name(), Some("same"));
    let arn = transform.arn().await.unwrap();
    let template = "arn:${Partition}:glue:${Region}:${Account}:mlTransform/${TransformId}";
    account.assert_arn(&arn, template, &[("TransformId", transform.id())]);
    assert_eq!(transform.list_tags().await.unwrap().unwrap()["a"], "b");
    assert_eq!(glue.ml_transforms().try_collect().await.unwrap(), std::slice::from_ref(&transform));
    transform.delete().await.unwrap();
    assert!(transform.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_security_configuration_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let bucket = S3Encryption::builder().s3_encryption_mode(S3EncryptionMode::Sses3).build();
    let encryption = EncryptionConfiguration::builder().s3_encryption(bucket).build();
    let create = glue.create_security_configuration().with(|r| r.name("inner").encryption_configuration(encryption));
    let configuration = create.await.unwrap().expect("creating answers with the name");
    let data = configuration.data().await.unwrap();
    let modes = data.encryption_configuration().unwrap().s3_encryption();
    assert_eq!(modes[0].s3_encryption_mode(), Some(&S3EncryptionMode::Sses3));
    let listed = glue.security_configurations().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&configuration));
    configuration.delete().await.unwrap();
    assert!(configuration.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn registries_are_listed_and_schemas_changed() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let events = glue.create_registry().with(|r| r.registry_name("events")).await.unwrap().unwrap();
    let orders = glue.create_registry().with(|r| r.registry_name("orders")).await.unwrap().unwrap();
    assert_eq!(glue.registries().try_collect().await.unwrap(), [events.clone(), orders.clone()]);

    let text = r#"{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "int"}]}"#;
    let create = events.create_schema().with(|r| {
        r.schema_name("order").data_format(DataFormat::Avro).compatibility(Compatibility::None).schema_definition(text)
    });
    let schema = create.await.unwrap().unwrap();
    let version = SchemaVersionNumber::builder().latest_version(true).build();
    let update = schema.update().with(|r| r.schema_version_number(version).compatibility(Compatibility::Full));
    assert_eq!(update.await.unwrap(), Some(schema.clone()));
    assert_eq!(schema.reload().await.unwrap().compatibility(), Some(&Compatibility::Full));
    orders.delete().await.unwrap();
    assert!(orders.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tables_and_partitions_are_changed() {
    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let input = DatabaseInput::builder().name("sales").build().unwrap();
    let sales = glue.create_database().with(|r| r.database_input(input)).await.unwrap().unwrap();
    let input = DatabaseInput::builder().name("sales").description("what was sold").build().unwrap();
    sales.update().with(|r| r.database_input(input)).await.unwrap();
    assert_eq!(sales.reload().await.unwrap().description(), Some("what was sold"));

    let input = TableInput::builder().name("orders").build().unwrap();
    let orders = sales.create_table().with(|r| r.table_input(input.clone())).await.unwrap().unwrap();
    orders.update().with(|r| r.table_input(input)).await.unwrap();
    let first = orders.version("1");
    first.delete().await.unwrap();
    assert!(first.reload().await.unwrap_err().is_not_found());

    let day = |value: &str| PartitionInput::builder().values(value).build();
    for value in ["1", "2"] {
        orders.create_partition().with(|r| r.partition_input(day(value))).await.unwrap();
    }
    let changed = PartitionInput::builder().values("1").parameters("rows", "7").build();
    orders.update_partition().with(|r| r.partition_value_list("1").partition_input(changed)).await.unwrap();
    let key = |value: &str| PartitionValueList::builder().values(value).build().unwrap();
    let get = orders.batch_get_partition().with(|r| r.partitions_to_get(key("1")).partitions_to_get(key("9")));
    let found = get.await.unwrap();
    let rows: Vec<_> = found.partitions().iter().map(|found| found.parameters().unwrap()["rows"].as_str()).collect();
    assert_eq!(rows, ["7"]);

    let entry = BatchUpdatePartitionRequestEntry::builder().partition_value_list("9").partition_input(day("9"));
    let entry = entry.build().unwrap();
    let errors = orders.batch_update_partition().with(|r| r.entries(entry)).await.unwrap();
    assert_eq!(errors.iter().map(|error| error.partition_value_list()).collect::<Vec<_>>(), [["9"]]);
    let delete = orders.batch_delete_partition();
    let errors = delete.with(|r| r.partitions_to_delete(key("1")).partitions_to_delete(key("9"))).await.unwrap();
    assert_eq!(errors.iter().map(|error| error.partition_values()).collect::<Vec<_>>(), [["9"]]);
    assert_eq!(orders.get_partitions().await.unwrap().partitions().len(), 1);
    assert_eq!(orders.partition_indexes().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn the_catalog_is_encrypted() {
    let account = Account::new("eu-west-1").await;
    let settings = Glue::new(&account.session).data_catalog_encryption_settings(None);
    let rest = EncryptionAtRest::builder().catalog_encryption_mode(CatalogEncryptionMode::Ssekms).build().unwrap();
    let wanted = DataCatalogEncryptionSettings::builder().encryption_at_rest(rest).build();
    settings.put().with(|r| r.data_catalog_encryption_settings(wanted)).await.unwrap();
    let data = settings.data().await.unwrap();
    let mode = data.encryption_at_rest().map(|rest| rest.catalog_encryption_mode());
    assert_eq!(mode, Some(&CatalogEncryptionMode::Ssekms));
}
