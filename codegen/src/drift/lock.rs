//! The versions in a `Cargo.lock`.

use serde::Deserialize;

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// The version of each of these crates in the text of a `Cargo.lock`.
///
/// # Errors
/// When it isn't the text of one.
pub fn locked<'n>(text: &str, names: &[&'n str]) -> Result<Vec<(&'n str, String)>, String> {
    let lock: Lock = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let version = |name: &&'n str| {
        let package = lock.package.iter().find(|package| package.name == *name)?;
        Some((*name, package.version.clone()))
    };
    Ok(names.iter().filter_map(version).collect())
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn versions_are_found_by_name() {
        let text = "version = 4\n\n[[package]]\nname = \"aws-sdk-rds\"\nversion = \"1.2.3\"\ndependencies = [\"x\"]\n\n\
                    [[package]]\nname = \"aws-sdk-rdsdata\"\nversion = \"4.5.6\"\n";
        let found = locked(text, &["aws-sdk-rds", "aws-sdk-ec2"]).unwrap();
        assert_eq!(found, [("aws-sdk-rds", "1.2.3".to_owned())]);
        assert!(locked("[[package]]\nname = 1", &[]).is_err());
    }
}
