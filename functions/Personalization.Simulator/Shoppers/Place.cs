namespace Personalization.Simulator.Shoppers;

/// <summary>Where shoppers live: country, language, zone, and of a hundred shoppers how many.</summary>
internal sealed record Place(string Country, string Locale, string TimeZone, int Share)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("GR", "el-GR", "Europe/Athens", 16), new("GB", "en-GB", "Europe/London", 11), new("RU", "ru-RU", "Europe/Moscow", 10), new("AE", "ar-AE", "Asia/Dubai", 9),
        new("IR", "fa-IR", "Asia/Tehran", 8), new("US", "en-US", "America/New_York", 8), new("US", "en-US", "America/Los_Angeles", 6), new("FR", "fr-FR", "Europe/Paris", 6),
        new("DE", "de-DE", "Europe/Berlin", 6), new("BR", "pt-BR", "America/Sao_Paulo", 5), new("IN", "en-IN", "Asia/Kolkata", 4), new("JP", "ja-JP", "Asia/Tokyo", 4),
        new("AU", "en-AU", "Australia/Sydney", 3), new("NZ", "en-NZ", "Pacific/Auckland", 2), new("NP", "ne-NP", "Asia/Kathmandu", 1), new("AU", "en-AU", "Australia/Lord_Howe", 1),
    ];
}
