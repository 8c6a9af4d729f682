namespace Personalization.Messages.Templates;

/// <summary>Templates by id.</summary>
public interface ITemplateSource
{
    /// <summary>The template, or null.</summary>
    Task<MessageTemplate?> TemplateAsync(string id, CancellationToken cancellationToken);
}
