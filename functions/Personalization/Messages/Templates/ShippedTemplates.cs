namespace Personalization.Messages.Templates;

/// <summary>The templates that the suite brings along, for shops that have not written their own: <c>Shipped/ID.json</c>.</summary>
public static class ShippedTemplates
{
    private const string Folder = "Personalization.Messages.Templates.Shipped.";
    private const string Ending = ".json";

    /// <summary>Their ids, in order.</summary>
    public static IEnumerable<string> Ids => typeof(ShippedTemplates).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..^Ending.Length]).Order(StringComparer.Ordinal);

    /// <summary>The template as it is written, UTF-8; null for one that does not come along.</summary>
    public static byte[]? Find(string id)
    {
        using Stream? file = typeof(ShippedTemplates).Assembly.GetManifestResourceStream(Folder + id + Ending);
        if (file is null) return null;
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
