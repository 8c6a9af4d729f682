namespace Personalization.Messages.Templates;

/// <summary>How large templates and messages may be.</summary>
public static class TemplateLimits
{
    /// <summary>Bytes of a stored template, all languages together.</summary>
    public const int TemplateBytes = 1024 * 1024;

    /// <summary>Characters of one part of a template.</summary>
    public const int PartCharacters = 64 * 1024;

    /// <summary>Characters of a subject as sent.</summary>
    public const int SubjectCharacters = 250;

    /// <summary>Characters of an HTML body as sent; mail programs cut longer ones off.</summary>
    public const int HtmlCharacters = 100 * 1024;

    /// <summary>Characters of a text body as sent.</summary>
    public const int TextCharacters = 50 * 1024;

    /// <summary>Bytes of the values that a template is filled with.</summary>
    public const int ModelBytes = 64 * 1024;

    /// <summary>Blocks within blocks.</summary>
    public const int Depth = 4;

    /// <summary>Languages of a template.</summary>
    public const int Languages = 60;
}
