using Personalization.Common;

namespace Personalization.Messages.Templates;

/// <summary>The templates that the suite brings along, for shops that have not written their own: <c>Shipped/ID.json</c>.</summary>
public static class ShippedTemplates
{
    private static readonly ShippedFiles Files = new("Personalization.Messages.Templates.Shipped.", ".json");

    /// <summary>Their ids, in order.</summary>
    public static IEnumerable<string> Ids => Files.Names;

    /// <summary>The template as it is written, UTF-8; null for one that does not come along.</summary>
    public static byte[]? Find(string id) => Files.Find(id);
}
