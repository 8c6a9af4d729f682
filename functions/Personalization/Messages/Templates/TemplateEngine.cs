using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Personalization.Messages.Templates;

/// <summary>Handlebars for one kind of output. Whatever a value holds, it comes out as text of that kind.</summary>
internal sealed class TemplateEngine
{
    private readonly IHandlebars handlebars;

    public TemplateEngine(ITextEncoder encoder, string recommendations)
    {
        HandlebarsConfiguration configuration = new() { TextEncoder = encoder, FormatProvider = System.Globalization.CultureInfo.InvariantCulture };
        configuration.FormatterProviders.Add(new MissingFormatter());
        handlebars = Handlebars.Create(configuration);
        handlebars.RegisterHelper("default", (in EncodedTextWriter output, in HelperOptions _, in Context _, in Arguments arguments) =>
        {
            if (arguments.Length == 2) output.Write(IsNothing(arguments[0]) ? arguments[1] : arguments[0]);
        });
        handlebars.RegisterHelper("link", (in EncodedTextWriter output, in HelperOptions _, in Context _, in Arguments arguments) =>
        {
            if (arguments.Length == 1) output.Write(IsNothing(arguments[0]) ? arguments[0] : Link(arguments[0]!.ToString()!));
        });
        handlebars.RegisterTemplate("recommendations", recommendations);
    }

    /// <summary>Makes a template ready. Throws <see cref="HandlebarsException"/> for one that is not well formed.</summary>
    public Action<TextWriter, object> Compile(string template)
    {
        using StringReader reader = new(template);
        HandlebarsTemplate<TextWriter, object, object> compiled = handlebars.Compile(reader);
        return (output, model) => compiled(output, model, null!);
    }

    // A link that a value holds must lead somewhere, not run anything.
    private static string Link(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && (uri.Scheme is "https" or "http" or "mailto" or "tel") ? value : "";

    private static bool IsNothing([NotNullWhen(false)] object? value) => value is null or "" or UndefinedBindingResult;

    private sealed class MissingFormatter : IFormatterProvider, IFormatter
    {
        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return type == typeof(UndefinedBindingResult);
        }

        public void Format<T>(T value, in EncodedTextWriter writer) =>
            writer.Write($"{TemplateModel.MissingStart}{(value as UndefinedBindingResult)?.Value}{TemplateModel.MissingEnd}");
    }
}

/// <summary>Leaves text as it is.</summary>
internal sealed class PlainText : ITextEncoder
{
    public void Encode(System.Text.StringBuilder? text, TextWriter target)
    {
        if (text is null) return;
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks()) target.Write(chunk.Span);
    }

    public void Encode(string? text, TextWriter target) => target.Write(text);

    public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
    {
        while (text?.MoveNext() is true) target.Write(text.Current);
    }
}
