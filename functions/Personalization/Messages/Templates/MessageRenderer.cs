using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Personalization.Common;

namespace Personalization.Messages.Templates;

/// <summary>A message, or why it could not be made.</summary>
/// <param name="Message">The message; null with a problem.</param>
/// <param name="Problem">What is wrong, with each missing value named.</param>
public sealed record Rendering(RenderedMessage? Message, Problem? Problem);

/// <summary>Fills templates in: the same template and values make the same message. Keeps the newest templates ready.</summary>
public sealed partial class MessageRenderer
{
    private const int Kept = 500;

    // Made with the first template: Handlebars compiles its own, and much depends on this class that renders nothing.
    private readonly Lazy<TemplateEngine> html = new(() => new TemplateEngine(new HtmlEncoder(), RecommendationBlock.Html));
    private readonly Lazy<TemplateEngine> text = new(() => new TemplateEngine(new PlainText(), RecommendationBlock.Text));
    private ConcurrentDictionary<(bool Html, string Text), Action<TextWriter, object>> ready = new();

    /// <summary>Makes the message for somebody who reads that language.</summary>
    /// <param name="template">A template that <see cref="TemplateReader"/> has read.</param>
    /// <param name="model">An object with the values.</param>
    /// <param name="language">Language tag of the reader, or null.</param>
    public Rendering Render(MessageTemplate template, JsonElement model, string? language)
    {
        (string tag, TemplateVariant variant) = template.For(language);
        string direction = Languages.Direction(tag);
        Dictionary<string, object?> values = TemplateModel.Of(model, tag, direction);
        SortedSet<string> missing = new(StringComparer.Ordinal);
        try
        {
            string subject = OneLine(Fill(false, variant.Subject, values, TemplateLimits.SubjectCharacters, missing));
            string? body = variant.Html is null ? null : Fill(true, variant.Html, values, TemplateLimits.HtmlCharacters, missing);
            string plain = Fill(false, variant.Text, values, TemplateLimits.TextCharacters, missing);
            if (missing.Count > 0) return new Rendering(null, TemplateProblems.Missing(missing));
            return new Rendering(new RenderedMessage(tag, direction, subject, body is null ? null : Document(tag, direction, body), plain), null);
        }
        catch (MessageTooLongException fault)
        {
            return new Rendering(null, TemplateProblems.TooLong(fault.Message));
        }
        catch (HandlebarsException fault)
        {
            return new Rendering(null, TemplateProblems.Wrong([new ProblemError("not-renderable", "", fault.Message)]));
        }
    }

    /// <summary>Why a part of a template cannot be used, or null.</summary>
    public string? Check(string part, bool asHtml)
    {
        try
        {
            Ready(asHtml, part);
            return null;
        }
        catch (HandlebarsException fault)
        {
            return fault.Message;
        }
    }

    private string Fill(bool asHtml, string part, Dictionary<string, object?> values, int limit, SortedSet<string> missing)
    {
        using BoundedWriter output = new(limit);
        Ready(asHtml, part)(output, values);
        string filled = output.ToString();
        foreach (Match match in MissingNames().Matches(filled)) missing.Add(match.Groups[1].Value);
        return filled;
    }

    private Action<TextWriter, object> Ready(bool asHtml, string part)
    {
        if (ready.TryGetValue((asHtml, part), out Action<TextWriter, object>? known)) return known;
        if (ready.Count >= Kept) ready = new();
        return ready[(asHtml, part)] = (asHtml ? html : text).Value.Compile(part);
    }

    // A line break in a subject would begin another header.
    private static string OneLine(string subject)
    {
        StringBuilder line = new(subject.Length);
        foreach (char one in subject) line.Append(char.IsControl(one) || one is '\u2028' or '\u2029' ? ' ' : one);
        return line.ToString().Trim();
    }

    private static string Document(string language, string direction, string body) =>
        $"<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\"></head>\n<body dir=\"{direction}\">\n{body}\n</body>\n</html>\n";

    [GeneratedRegex("\uE000(.*?)\uE001")]
    private static partial Regex MissingNames();
}
