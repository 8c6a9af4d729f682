namespace Personalization.Benchmarks.Events;

/// <summary>The words of one language of the shop.</summary>
internal sealed record ShopTexts(string Locale, string[] Kinds, string[] Traits, string Category, string Title)
{
    public static readonly ShopTexts[] All =
    [
        new("en-GB", ["rain jacket", "running shoes", "wool sweater", "backpack", "water bottle", "sleeping bag", "headlamp"],
            ["light", "waterproof", "made of recycled fabric", "for women", "for long tours"], "Outdoor > Clothing", "Everything for the mountains"),
        new("de-DE", ["Regenjacke", "Laufschuhe", "Wollpullover", "Rucksack", "Trinkflasche", "Schlafsack", "Stirnlampe"],
            ["leicht", "wasserdicht", "aus wiederverwerteten Stoffen", "für Damen", "für größere Touren"], "Draußen > Bekleidung", "Alles für die Berge"),
        new("fr-FR", ["veste imperméable", "chaussures de course", "pull en laine", "sac à dos", "gourde", "sac de couchage", "lampe frontale"],
            ["légère", "étanche", "en tissu recyclé", "pour femme", "pour les longues randonnées"], "Plein air > Vêtements", "Tout pour la montagne"),
        new("ru-RU", ["дождевик", "кроссовки для бега", "шерстяной свитер", "рюкзак", "бутылка для воды", "спальный мешок", "налобный фонарь"],
            ["лёгкий", "непромокаемый", "из переработанной ткани", "для женщин", "для долгих походов"], "Отдых > Одежда", "Всё для гор"),
        new("ja-JP", ["レインジャケット", "ランニングシューズ", "ウールセーター", "リュックサック", "水筒", "寝袋", "ヘッドランプ"],
            ["軽量", "防水", "再生素材を使用", "レディース", "長い縦走のために"], "アウトドア > ウェア", "山のすべて"),
    ];

    public string Product(int number) => $"{Kinds[number % Kinds.Length]}, {Traits[number % Traits.Length]}";
}
