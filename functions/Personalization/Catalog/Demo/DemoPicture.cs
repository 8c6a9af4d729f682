namespace Personalization.Catalog.Demo;

/// <summary>Draws small pictures as data: addresses.</summary>
internal static class DemoPicture
{
    private const string Unpainted = "6b7f73";

    /// <summary>The sign of a category in a colour (six hex digits; null for none).</summary>
    public static string Of(DemoCategory category, string? hex)
    {
        string svg = $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 96'><path fill='#e6e0d4' d='M0 0h96v96H0z'/>"
            + $"<path fill='#{hex ?? Unpainted}' stroke='#4a4a48' stroke-width='2' d='{category.Icon}'/></svg>";
        return "data:image/svg+xml," + Uri.EscapeDataString(svg);
    }
}
