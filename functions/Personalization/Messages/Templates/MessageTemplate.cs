using System.Collections.Immutable;

namespace Personalization.Messages.Templates;

/// <summary>A message to be filled in, in the languages that the shop has written it in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="List">The list whose subscribers get it; empty for none.</param>
/// <param name="DefaultLanguage">The variant for everybody without a better one.</param>
/// <param name="Variants">By language tag (BCP 47).</param>
/// <param name="Products">Products that are chosen for the reader when a message goes; null for none.</param>
public sealed record MessageTemplate(
    string Id, MessagePurpose Purpose, string List, string DefaultLanguage, ImmutableSortedDictionary<string, TemplateVariant> Variants, ProductBlock? Products = null)
{
    /// <summary>
    /// The variant for somebody who reads that language: the tag itself, then the tag shortened from its end (RFC 4647 lookup), then the default.
    /// </summary>
    public (string Language, TemplateVariant Variant) For(string? language)
    {
        for (string tag = language ?? ""; tag.Length > 0; tag = Languages.Shorter(tag))
        {
            if (Variants.TryGetValue(tag, out TemplateVariant? found)) return (Variants.Keys.First(key => Variants.KeyComparer.Compare(key, tag) == 0), found);
        }
        return (DefaultLanguage, Variants[DefaultLanguage]);
    }
}

/// <summary>A template's text in one language, in Handlebars.</summary>
/// <param name="Subject">Subject, or title; empty for channels without one.</param>
/// <param name="Html">Body as an HTML fragment, or null.</param>
/// <param name="Text">Body as plain text.</param>
public sealed record TemplateVariant(string Subject, string? Html, string Text);

/// <summary>A message ready to go.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Subject">One line of text.</param>
/// <param name="Html">A whole HTML document, or null.</param>
/// <param name="Text">Plain text.</param>
public sealed record RenderedMessage(string Language, string Direction, string Subject, string? Html, string Text);
