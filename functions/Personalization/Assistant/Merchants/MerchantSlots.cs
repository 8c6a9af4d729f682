using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Personalization.Catalog;
using Personalization.Recommendations;

namespace Personalization.Assistant.Merchants;

/// <summary>What a merchant's question names: how many days, which category, whom, how much.</summary>
internal sealed partial class MerchantSlots
{
    private const int MostProducts = 50;

    private readonly QuestionWords words;
    private readonly IReadOnlyList<MerchantLexicon> lexicons;
    private readonly ShopWords shop;
    private readonly string question;

    public MerchantSlots(string question, IReadOnlyList<MerchantLexicon> lexicons, ShopWords shop)
    {
        (this.question, this.lexicons, this.shop) = (question, lexicons, shop);
        words = QuestionWords.Of(Quotes().Replace(Person is null ? question : question.Replace(Person, " ", StringComparison.Ordinal), " ")).With(Mended);
        Quoted = Quotes().Match(question) is { Success: true } found ? found.Groups.Values.Skip(1).First(group => group.Success).Value.Trim() : null;
    }

    public QuestionWords Words => words;

    /// <summary>What another text of the same merchant names.</summary>
    public MerchantSlots Of(string text) => new(text, lexicons, shop);

    /// <summary>What stands in quotation marks.</summary>
    public string? Quoted { get; }

    /// <summary>Somebody by a key or an e-mail address, as it was written.</summary>
    public string? Person => Keyed().Match(question) is { Success: true } keyed ? keyed.Value.TrimEnd('.', ',', '?', '!', ';', ':', '؟', '،', ')') : Address().Match(question) is { Success: true } address ? address.Value.TrimEnd('.')
        : Compound().Matches(question).Select(found => found.Value).FirstOrDefault(id => !shop.Goods.HasId(id));

    public bool Has(string mark) => At(mark) >= 0;

    public int At(string mark) => lexicons.Select(one => one.At(words, mark)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();

    /// <summary>The word behind a mark as it was written, or null.</summary>
    public string? After(string mark) => At(mark) is >= 0 and var at && at + 1 < words.Written.Length ? words.Written[at + 1] : null;

    /// <summary>The last word, or the first, that stands for nothing else: what somebody is called by; null for none.</summary>
    /// <param name="first">Whether the first.</param>
    /// <param name="isName">Whether it has to look like a name, as where somebody was spoken of before.</param>
    public string? Free(bool first, bool isName)
    {
        string[] free = [.. words.Written.Where((word, at) => !lexicons.Any(one => one.Knows(words.All[at])) && (!isName || (at > 0 && char.IsUpper(word[0])) || word.Any(char.IsDigit)))];
        return free.Length == 0 ? null : first ? free[0] : free[^1];
    }

    /// <summary>All behind a mark, as it was written.</summary>
    public string? Rest(string mark) => At(mark) is >= 0 and var at && at + 1 < words.Written.Length ? string.Join(' ', words.Written.Skip(at + 1)) : null;

    /// <summary>The segment or journey that is named, the longest name first.</summary>
    public ShopName? Named(IEnumerable<ShopName> all, string marks) =>
        all.Where(one => Has($"{marks}:{one.Id}") || Contains(one.Id) || Contains(one.Name)).OrderByDescending(one => Math.Max(one.Id.Length, one.Name.Length)).FirstOrDefault();

    /// <summary>How many days back, by a number and a unit or by a word of its own; null for not said.</summary>
    public int? Days()
    {
        foreach ((string mark, int days) in ((string, int)[])[("day", 1), ("week", 7), ("month", 30), ("quarter", 90), ("year", 365)])
        {
            int at = At(mark);
            if (at < 0) continue;
            decimal? number = Enumerable.Range(1, 2).Select(back => at - back >= 0 ? NumberAt(at - back) : null).FirstOrDefault(one => one is not null) ?? (at + 1 < words.All.Length ? NumberAt(at + 1) : null);
            if (number is > 0 and <= 3650) return (int)Math.Min(3650, number.Value * days);
            if (mark != "day") return days;
        }
        return Has("today") ? 1 : null;
    }

    /// <summary>Numbers that are no days, with their places.</summary>
    public IEnumerable<(int At, decimal Value)> Numbers()
    {
        int[] units = [.. ((string[])["day", "week", "month", "quarter", "year"]).Select(At).Where(at => at >= 0)];
        for (int at = 0; at < words.All.Length; at++)
            if (NumberAt(at) is { } value && !units.Any(unit => unit - at is 1 or 2 or -1)) yield return (at, value);
    }

    /// <summary>The country that is named, as a code.</summary>
    public string? Country()
    {
        for (int at = 0; at < words.Written.Length; at++)
            for (int length = Math.Min(3, words.Written.Length - at); length > 0; length--)
            {
                string name = string.Join(' ', words.Written.Skip(at).Take(length));
                if ((length > 1 || name.Length > 3 || name is "UAE" or "USA" or "UK") && Countries.CodeOf(name) is { } code) return code;
            }
        return CountryMark();
    }

    private IEnumerable<string> Ids => Compound().Matches(question).Select(found => found.Value).Where(shop.Goods.HasId);

    /// <summary>Category, brand or products that are named, as arguments; the word that nothing is called by where the shop has no such thing.</summary>
    public (JsonObject Scope, string? Unknown) Scope()
    {
        string[] free = [.. words.All.Where(word => !lexicons.Any(one => one.Knows(word)) && !word.All(char.IsAsciiDigit))];
        JsonObject scope = [];
        if (Ids.FirstOrDefault() is { } id) return (new JsonObject { ["product_id"] = id }, null);
        if (shop.Goods.Brand(words.All) is { } brand) scope["brand"] = brand;
        (string? category, int named) = shop.Goods.Category(free);
        (IReadOnlyList<Product> products, int met) = shop.Goods.Products(free);
        if (category is not null && named >= met) scope["category"] = category;
        if (scope.Count > 0) return (scope, null);
        if (products.Count == 1) scope["product_id"] = products[0].ProductId;
        else if (products.Count is > 1 and <= MostProducts) scope["product_ids"] = new JsonArray([.. products.Select(one => (JsonNode)one.ProductId)]);
        else if (products.Count > MostProducts) scope["category"] = products.GroupBy(one => one.Category).OrderByDescending(one => one.Count()).First().Key;
        return (scope, scope.Count == 0 ? free.FirstOrDefault(word => word.Length > 2) : null);
    }

    // A word that neither the language nor the shop has is taken for the nearest one that the language has.
    private string Mended(string word) => lexicons.Any(one => one.Knows(word)) || shop.Knows(word) ? word : lexicons.Select(one => one.Nearest(word)).FirstOrDefault(near => near is not null) ?? word;

    private string? CountryMark() => ((string[])["GR", "RU", "IR", "AE", "GE", "DE", "GB", "US", "SA", "CY"]).FirstOrDefault(code => Has("country:" + code));

    private decimal? NumberAt(int at)
    {
        string word = words.All[at];
        if (char.IsAsciiDigit(word[0]) && decimal.TryParse(new string([.. word.TakeWhile(letter => char.IsAsciiDigit(letter) || letter is '.' or ',')]).TrimEnd('.', ',').Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)) return value;
        for (int number = 1; number <= 100; number++)
            if (lexicons.Any(one => one.At(QuestionWords.Of(words.Written[at]), "number:" + number.ToString(CultureInfo.InvariantCulture)) == 0)) return number;
        return null;
    }

    private bool Contains(string name)
    {
        string[] parts = [.. QuestionWords.Of(name).All];
        return parts.Length > 0 && parts.All(part => part.Length > 1 && words.All.Any(word => part.Length > 3 ? QuestionWords.Same(word, part) : word == part));
    }

    [GeneratedRegex("""["“„«]([^"“”„«»]{1,150})["”“»]|(?<!\w)['‘]([^'‘’]{1,150})['’](?!\w)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quotes();

    [GeneratedRegex(@"\b(?:user_id|anonymous_id|email|phone):\S{1,120}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keyed();

    // Ids as shops give them: letters and a number, joined.
    [GeneratedRegex(@"(?<![\p{L}\d-])[A-Za-z][A-Za-z0-9]{0,30}(?:[-_][A-Za-z0-9]{1,30}){0,3}[-_](?=[A-Za-z]{0,8}\d)[A-Za-z0-9]{1,30}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Compound();

    [GeneratedRegex(@"[^\s<>()""',;]{1,64}@[^\s<>()""',;]{1,64}\.[a-zA-Z]{2,24}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
