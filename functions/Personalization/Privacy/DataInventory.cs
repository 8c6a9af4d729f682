namespace Personalization.Privacy;

/// <summary>How close data are to a person.</summary>
public enum DataClass
{
    /// <summary>Names the person: an id of the shop, a device.</summary>
    Identifier,

    /// <summary>Reaches the person: e-mail, telephone, push token.</summary>
    Contact,

    /// <summary>What the person has said.</summary>
    Declared,

    /// <summary>What the person has done.</summary>
    Behaviour,

    /// <summary>What the person has bought.</summary>
    Transaction,

    /// <summary>What was concluded about the person.</summary>
    Inferred,

    /// <summary>What staff have written about the person.</summary>
    Staff,

    /// <summary>Counts and models in which nobody is to be found again.</summary>
    Aggregate,
}

/// <summary>A kind of data that the suite stores about people.</summary>
/// <param name="What">What it is.</param>
/// <param name="Where">Kinds and names of where it is, with a comma between: <c>table profiles</c>, <c>container lake</c>, <c>queue events</c>.</param>
/// <param name="Class">How close it is to a person.</param>
/// <param name="For">Purposes it is used for; empty for what a contract or a duty needs.</param>
/// <param name="Why">The same in words.</param>
/// <param name="Kept">How long, at most.</param>
public sealed record DataField(string What, string Where, DataClass Class, IReadOnlyList<Purpose> For, string Why, string Kept);

/// <summary>What the suite stores about people, where, what for and how long. A test holds it together with the storages that there are.</summary>
public static class DataInventory
{
    private const string UntilErased = "until the person is erased";
    private const string Sent = "400 days unless set otherwise, or " + UntilErased;

    /// <summary>All of it.</summary>
    public static IReadOnlyList<DataField> Fields { get; } =
    [
        new("ids of the person and of devices", "table profiles", DataClass.Identifier, [], "knowing the same person again", UntilErased),
        new("e-mail, phone, pushToken", "table profiles", DataClass.Contact, [Purpose.Marketing, Purpose.Advertising, Purpose.Sharing], "messages about orders, offers where they are allowed, and hashes on lists for ad networks where both are allowed", UntilErased),
        new("consents and subscriptions", "table profiles", DataClass.Declared, [], "keeping to what the person has said", UntilErased),
        new("other traits, with their sources", "table profiles", DataClass.Declared, [Purpose.Personalization, Purpose.Marketing], "fitting pages and offers to the person", UntilErased + "; at most 100, the least sure and oldest go first"),
        new("what reviews and chats show to matter", "table profiles", DataClass.Inferred, [Purpose.Personalization], "lists that fit the person", UntilErased + ", or called wrong"),
        new("what was done with products", "table profiles", DataClass.Behaviour, [Purpose.Personalization, Purpose.Analytics], "carts, and lists that fit the person", "the newest 250"),
        new("orders", "table profiles", DataClass.Transaction, [Purpose.Personalization, Purpose.Analytics], "service after the order, and lists that fit the person", "the newest 50 one by one, older ones as totals, " + UntilErased),
        new("lists that were shown, and what was said of them", "table profiles", DataClass.Behaviour, [Purpose.Personalization], "not showing again what was not wanted", "the newest 60 lists"),
        new("hints of the assistant's that were shown", "table profiles", DataClass.Behaviour, [], "not showing the same again", "the newest 100"),
        new("what was seen of experiments", "table profiles", DataClass.Behaviour, [Purpose.Analytics], "showing the same again, and telling what works better", "the 50 experiments seen last, " + UntilErased),
        new("when banners, pop-ups and offers were last seen", "table profiles", DataClass.Behaviour, [Purpose.Personalization], "not showing the same again", "the 60 seen last, " + UntilErased),
        new("tags, notes and loyalty", "table profiles", DataClass.Staff, [], "service by staff", "until they expire, are taken back, or " + UntilErased),
        new("segments", "table profiles", DataClass.Inferred, [Purpose.Personalization, Purpose.Marketing], "offers and pages for groups", "while the person is in them"),
        new("events as they were sent", "container lake", DataClass.Behaviour, [Purpose.Analytics, Purpose.Personalization], "making profiles, counts and models anew", UntilErased),
        new("events on their way", "queue events, queue events-poison, container claims", DataClass.Behaviour, [], "taking events in", "minutes; days where something is out of order"),
        new("counts, and hashes of buyers", "container models", DataClass.Aggregate, [Purpose.Analytics], "bestsellers and trends", "hashes for as long as they are counted"),
        new("what goes together", "container models", DataClass.Aggregate, [Purpose.Analytics], "recommendations", "until the next model but one"),
        new("messages on their way", "queue sb-messages, container service-bus, container messages", DataClass.Contact, [Purpose.Marketing], "sending them at their time", "until they are sent; large ones as long as the record of them"),
        new("messages as they went, with the address", "table messages", DataClass.Contact, [Purpose.Marketing], "showing what was sent", Sent),
        new("who was sent what, and when", "table messagelist", DataClass.Behaviour, [Purpose.Marketing], "showing what was sent", Sent),
        new("what was decided about a message", "table deliveries", DataClass.Behaviour, [], "sending each message once", Sent),
        new("messages that failed", "table deadmessages", DataClass.Contact, [], "seeing to them by hand", UntilErased),
        new("offers sent, waiting and opened", "table messagehistory", DataClass.Behaviour, [Purpose.Marketing], "caps, and the hour at which the person reads", "31 days; the newest 100 opens"),
        new("messages in the shop", "table inbox", DataClass.Contact, [], "reading them in the shop", Sent),
        new("hashes of addresses that take nothing", "table suppressions", DataClass.Contact, [], "not writing to them again", "until somebody takes them off"),
        new("where somebody is in a journey", "table PersonalizationInstances, container personalization-largemessages", DataClass.Behaviour, [Purpose.Marketing], "reminders and messages about orders", "30 days after the journey"),
        new("earlier runs of recipes, and who waits for a product", "table recipepeople, table watchers", DataClass.Behaviour, [Purpose.Marketing], "not writing twice about the same", UntilErased + "; who waits, 180 days unless set otherwise"),
        new("ids that may be the same person's", "table identityquarantine", DataClass.Identifier, [], "letting staff decide who is who", "until they have decided, or " + UntilErased),
        new("what was said to the assistant, without addresses and numbers of telephones and cards", "table conversations", DataClass.Declared, [], "going on with a conversation", "30 days after the last word unless set otherwise"),
        new("what the assistant proposed to do about somebody", "table proposals", DataClass.Staff, [], "showing who approved what, and taking it back", "a year, or " + UntilErased),
        new("to whom staff have done something at once with others", "table actions", DataClass.Staff, [], "taking it back from exactly those", UntilErased),
        new("when to look at somebody's segments again", "table segmentsdue", DataClass.Inferred, [Purpose.Personalization, Purpose.Marketing], "segments that change by time alone", "until then"),
        new("everybody's profile as of the last pass over all", "container segments", DataClass.Inferred, [Purpose.Analytics, Purpose.Advertising, Purpose.Sharing], "counting who would be in a segment, and lists for ad networks", "until the next pass, or " + UntilErased),
        new("requests about the person, and what was exported", "container privacy", DataClass.Identifier, [], "doing what was asked for, and showing that it was done", "the person in clear while a request is under way; exports 7 days unless set otherwise; receipts and hashes of the person for good"),
        new("customers and orders that were imported", "container imports", DataClass.Transaction, [], "taking them in", "30 days unless set otherwise"),
    ];
}
