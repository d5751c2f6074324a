//! Generates the services of `models/`.

fn main() -> Result<(), aws_resources_codegen::Failure> {
    aws_resources_codegen::Generator::new("models").generate_to_out_dir()
}
