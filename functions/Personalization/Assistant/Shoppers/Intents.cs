namespace Personalization.Assistant.Shoppers;

/// <summary>What shoppers want: the keys of the lexicon's <c>intents</c>. Storage format.</summary>
public static class Intents
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string Unknown = "unknown";
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string Bye = "bye";
    public const string Help = "help";
    public const string HandOver = "handover";
    public const string Discount = "discount";
    public const string Sale = "sale";
    public const string OthersData = "others_data";
    public const string OffTopic = "offtopic";
    public const string OrderStatus = "order_status";
    public const string Returns = "returns";
    public const string Delivery = "delivery";
    public const string Payment = "payment";
    public const string Care = "care";
    public const string Fit = "fit";
    public const string Compare = "compare";
    public const string CartAdd = "cart_add";
    public const string CartInto = "cart_into";
    public const string CartRemove = "cart_remove";
    public const string CartShow = "cart_show";
    public const string AskPrice = "ask_price";
    public const string AskStock = "ask_stock";
    public const string AskSize = "ask_size";
    public const string AskMaterial = "ask_material";
    public const string AskColor = "ask_color";
    public const string AskBrand = "ask_brand";
    public const string AskDetails = "ask_details";
    public const string GoesWith = "goes_with";
    public const string Similar = "similar";
    public const string ForMe = "for_me";
    public const string Gift = "gift";
    public const string Bestsellers = "bestsellers";
    public const string New = "new";
    public const string Cheaper = "cheaper";
    public const string Dearer = "dearer";
    public const string Cheapest = "cheapest";
    public const string Dearest = "dearest";
    public const string More = "more";
    public const string Search = "search";
#pragma warning restore CS1591

    /// <summary>What is asked about a product.</summary>
    public static bool IsProductQuestion(string intent) => intent.StartsWith("ask_", StringComparison.Ordinal);

    /// <summary>What the shop's guides answer.</summary>
    public static bool IsGuide(string intent) => intent is Returns or Delivery or Payment or Care or Fit;

    /// <summary>What gives a list of products, which later questions may narrow.</summary>
    public static bool IsList(string intent) => intent is Search or Sale or ForMe or Gift or Bestsellers or New or GoesWith or Similar;
}
