//! The `arn` method.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Emitter, expr::Borrowed, file::documented};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{ArnRule, Piece, Resource, Segment, Template, TypedPath},
};

impl Emitter<'_> {
    /// The `arn` method.
    pub(super) fn arn(&self, resource: &Resource) -> TokenStream {
        let docs = documented(&self.arn_docs(resource));
        quote! {
            #docs
            pub fn arn(&self) -> Fetch<'_, Arn> {
                self.0.arn()
            }
        }
    }

    /// What the model trait knows of the ARN: the rules in order.
    pub(super) fn model_arn(&self, resource: &Resource) -> TokenStream {
        let text = |root: TokenStream, path: &TypedPath| Borrowed::value(root).walk(&path.steps).text(&path.ty);
        let (in_data, in_summary) = match resource.arn.first() {
            Some(ArnRule::Data(path, in_summary)) => (Some(path), in_summary.as_ref()),
            _ => (None, None),
        };
        let in_data = in_data.map(|path| {
            let value = text(quote!(data), path);
            quote! {
                fn arn_in(data: &Self::Data) -> Option<&str> {
                    #value
                }
            }
        });
        let in_summary = in_summary.map(|path| {
            let value = text(quote!(summary), path);
            quote! {
                fn arn_in_summary(summary: &Self::Summary) -> Option<&str> {
                    #value
                }
            }
        });
        let mut rules = TokenStream::new();
        let mut has_data = false;
        for (at, rule) in resource.arn.iter().enumerate() {
            let last = at + 1 == resource.arn.len();
            if rule.needs_data() && !has_data {
                rules.extend(quote!(let data = data?;));
                has_data = true;
            }
            rules.extend(match rule {
                ArnRule::Data(path, _) => {
                    let value = text(quote!(data), path);
                    let member = path.text.rsplit('.').next().unwrap_or(&path.text);
                    match last {
                        true => quote!(Some(#value.map_or(ArnRule::Missing(#member), ArnRule::Is))),
                        false => quote!(if let Some(arn) = #value { return Some(ArnRule::Is(arn)); }),
                    }
                }
                ArnRule::Identifier(index) => {
                    let accessor = ident(&resource.identifiers[*index].accessor);
                    match last {
                        true => quote!(Some(ArnRule::Is(self.#accessor()))),
                        false => quote! {
                            if self.#accessor().starts_with("arn:") {
                                return Some(ArnRule::Is(self.#accessor()));
                            }
                        },
                    }
                }
                ArnRule::Format(template) => self.built(resource, template),
                ArnRule::None(reason) => quote!(Some(ArnRule::None(#reason))),
            });
        }
        let data = if has_data { quote!(data) } else { quote!(_) };
        quote! {
            fn arn_rule<'a>(&'a self, #data: Option<&'a Self::Data>) -> Option<ArnRule<'a>> {
                #rules
            }

            #in_data
            #in_summary
        }
    }

    fn built(&self, resource: &Resource, template: &Template) -> TokenStream {
        let service = &template.service;
        let segment = |segment: &Segment| match segment {
            Segment::Empty => quote!(Segment::Empty),
            Segment::Session => quote!(Segment::Session),
            Segment::Literal(text) => quote!(Segment::Value(#text)),
            Segment::Owner(path) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&path.ty);
                quote!(#value.map_or(Segment::Session, Segment::Value))
            }
        };
        let (region, account) = (segment(&template.region), segment(&template.account));
        let mut format = String::new();
        let mut values = Vec::new();
        let mut members = TokenStream::new();
        for piece in &template.resource {
            match piece {
                Piece::Literal(text) => format += &text.replace('{', "{{").replace('}', "}}"),
                Piece::Identifier(index) => {
                    format += "{}";
                    let identifier = &resource.identifiers[*index];
                    let accessor = ident(&identifier.accessor);
                    values.push(match identifier.ty {
                        Type::Enum(_) => quote!(self.#accessor().as_str()),
                        _ => quote!(self.#accessor()),
                    });
                }
                Piece::Data(path) => {
                    format += "{}";
                    let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&Type::Scalar(Scalar::String));
                    let member = &path.text;
                    let name = format_ident!("part_{}", values.len());
                    members.extend(quote! {
                        let Some(#name) = #value else { return Some(ArnRule::Missing(#member)); };
                    });
                    values.push(quote!(#name));
                }
            }
        }
        let built = match &values[..] {
            [] => quote!(#format.into()),
            [value] if format == "{}" => quote!(#value.into()),
            values => quote!(format!(#format #(, #values)*).into()),
        };
        let (old, new) = template.replace.as_ref().map_or(("", ""), |(old, new)| (old, new));
        quote! {
            #members
            Some(ArnRule::Built {
                service: #service,
                region: #region,
                account: #account,
                resource: #built,
                replace: (#old, #new),
            })
        }
    }
}
