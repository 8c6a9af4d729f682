using Personalization.Common;

namespace Personalization.Messages.Templates;

/// <summary>What can be wrong with templates and messages.</summary>
internal static class TemplateProblems
{
    public static Problem Wrong(IReadOnlyList<ProblemError> errors) =>
        new(400, "invalid-template", "The template cannot be used", $"{errors.Count} errors; see errors.", errors);

    public static Problem Missing(IReadOnlyCollection<string> names) => new(
        422, "missing-values", "Values are missing",
        $"The template asks for {string.Join(", ", names)}. Give them, or write {{{{default name 'instead'}}}} or {{{{#if name}}}}.",
        [.. names.Select(name => new ProblemError("missing-value", "/model/" + JsonPointer.Token(name), $"{name} is not given"))]);

    public static Problem TooLong(string detail) => new(422, "message-too-long", "The message is too long", detail + ".");
}
