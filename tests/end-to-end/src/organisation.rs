//! An organisation of the fake, and programs that are run in its management account.

use std::{env, path::Path, process::Command};

use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{SessionManager, accounts::Organization};
use fake_aws::FakeAws;

use crate::fake::Account;

/// The regions that are filled. The first one is that of the environment.
pub const REGIONS: [&str; 2] = ["eu-west-1", "us-east-1"];

/// The role that programs are told to assume.
pub const ROLE: &str = "AuditRole";

/// A management account with three members.
#[derive(Debug)]
pub struct Organisation {
    /// The management account.
    pub management: Account,
    /// An organisational unit in which the first member is alone.
    pub unit: String,
    /// The ids of the members.
    pub members: Vec<String>,
    manager: SessionManager,
}

/// What a program printed.
#[derive(Debug)]
pub struct Printed {
    /// Whether its status was that of success.
    pub success: bool,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Organisation {
    /// An organisation that no other test uses.
    ///
    /// # Panics
    /// If the fake doesn't answer as it should.
    pub async fn new() -> Self {
        let management = Account::new(REGIONS[0]).await;
        let organization = Organization::new(&management.session).client();
        organization.create_organization().send().await.expect("the account is in no organisation yet");
        let roots = organization.list_roots().send().await.expect("an organisation has roots");
        let root = roots.roots().first().and_then(|root| root.id.clone()).expect("an organisation has a root");
        let unit = organization.create_organizational_unit().parent_id(&root).name("shop").send().await;
        let unit = unit.expect("the root takes units").organizational_unit.and_then(|unit| unit.id);
        let unit = unit.expect("the unit has an id");
        let mut members = Vec::new();
        for name in ["shop", "search", "data"] {
            let create = organization.create_account().account_name(name).email(format!("{name}@example.com"));
            let created = create.send().await.expect("the organisation takes accounts");
            let id = created.create_account_status.and_then(|status| status.account_id);
            members.push(id.expect("the account is there at once"));
        }
        let shop = organization.move_account().account_id(&members[0]).source_parent_id(&root);
        shop.destination_parent_id(&unit).send().await.expect("the account can be moved");
        let manager = SessionManager::builder(&management.config).role_name(ROLE).build();
        Self { management, unit, members, manager }
    }

    /// The configuration of a member in a region, for the plain SDK's clients.
    pub fn member(&self, number: usize, region: &str) -> SdkConfig {
        self.manager.account(&self.members[number]).region(region).config().clone()
    }

    /// The configuration of the management account in a region, for the plain SDK's clients.
    pub fn own(&self, region: &str) -> SdkConfig {
        self.manager.base().region(region).config().clone()
    }

    /// A program that sees the management account in its environment, and no other one.
    ///
    /// # Panics
    /// If the account has no credentials.
    pub async fn command(&self, program: impl AsRef<Path>) -> Command {
        let keys = self.management.config.credentials_provider().expect("the account has credentials");
        let keys = keys.provide_credentials().await.expect("they are there already");
        let mut command = Command::new(program.as_ref());
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
            command.env_remove(name);
        }
        command
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_ENDPOINT_URL", FakeAws::shared().endpoint_url())
            .env("AWS_REGION", self.management.region)
            .env("AWS_ACCESS_KEY_ID", keys.access_key_id())
            .env("AWS_SECRET_ACCESS_KEY", keys.secret_access_key())
            .env("AWS_SESSION_TOKEN", keys.session_token().unwrap_or_default())
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("NO_PROXY", "127.0.0.1");
        command
    }

    /// Runs a program over the organisation.
    ///
    /// # Panics
    /// If it can't be started, or prints no text.
    pub async fn run(&self, program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Printed {
        let mut command = self.command(program).await;
        command.args(["--role-name", ROLE]).args(arguments).envs(environment.iter().copied());
        let output = tokio::task::spawn_blocking(move || command.output()).await.expect("it doesn't panic");
        let output = output.expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("programs print text");
        Printed { success: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The rows that a program prints as JSON, as the values of these members in their order: of a run over both
    /// regions in which nothing is skipped and nothing fails.
    ///
    /// # Panics
    /// If anything is skipped or fails, or a row has other members.
    pub async fn rows(&self, program: &str, names: &[&str], arguments: &[&str]) -> Vec<Vec<String>> {
        let regions = REGIONS.join(",");
        let arguments = [&["--format", "json", "--regions", regions.as_str()][..], arguments].concat();
        let Printed { success, stdout, stderr } = self.run(program, &arguments, &[]).await;
        assert!(success, "{stdout}{stderr}");
        assert_eq!(stderr, "", "standard error is no terminal");
        parsed(&stdout, names)
    }
}

/// JSON rows, as the values of these members in their order: what isn't text is written as JSON.
///
/// # Panics
/// If a row has other members.
pub fn parsed(json: &str, names: &[&str]) -> Vec<Vec<String>> {
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let row = |line: &str| -> Vec<String> {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let row = row.as_object().expect("a row is an object");
        assert_eq!(row.keys().map(String::as_str).collect::<Vec<_>>(), names);
        row.values().map(text).collect()
    };
    json.lines().map(row).collect()
}
