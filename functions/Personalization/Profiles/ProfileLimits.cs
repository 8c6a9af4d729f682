namespace Personalization.Profiles;

/// <summary>
/// What bounds a profile, however active its owner is. With everything in it full at once it takes some 490 KB, with the longest product ids
/// (100 ASCII characters) 910, an ordinary one 2 to 30: all fit one entity of a table.
/// </summary>
public static class ProfileLimits
{
    /// <summary>Newest interactions kept.</summary>
    public const int Interactions = 250;

    /// <summary>Newest orders kept one by one; older ones only count.</summary>
    public const int Orders = 50;

    /// <summary>Older orders known by their ids.</summary>
    public const int OlderOrderIds = 500;

    /// <summary>Characters of an order id; a hash stands for a longer one.</summary>
    public const int OrderIdLength = 100;

    /// <summary>Characters of a cart id; a hash stands for a longer one.</summary>
    public const int CartIdLength = 100;

    /// <summary>Characters of an order's coupon; a hash stands for a longer one.</summary>
    public const int CouponLength = 100;

    /// <summary>Refunds of one order kept.</summary>
    public const int OrderRefunds = 20;

    /// <summary>Lines of one order kept.</summary>
    public const int OrderLines = 40;

    /// <summary>Traits kept: first the few that are observed of everybody, then what was declared, the newest first.</summary>
    public const int Traits = 100;

    /// <summary>Bytes of one trait's JSON; longer ones are not kept.</summary>
    public const int TraitBytes = 1024;

    /// <summary>Names of events counted apart; further ones count as "other".</summary>
    public const int EventNames = 100;

    /// <summary>Days up to the newest event of which is known how often each event happened.</summary>
    public const int EventDays = 90;

    /// <summary>Ids of events remembered, newest first, so that none counts twice.</summary>
    public const int SeenEvents = 5000;

    /// <summary>Devices, and absorbed profiles, remembered.</summary>
    public const int LinkedKeys = 100;

    /// <summary>Characters of a product id.</summary>
    public const int ProductIdLength = 100;

    /// <summary>Newest lists of recommendations kept that were shown.</summary>
    public const int ShownLists = 60;

    /// <summary>Products of such a list kept, the foremost: further down few look.</summary>
    public const int ShownProducts = 16;

    /// <summary>Products kept that were skipped, and that were hidden, the newest of each.</summary>
    public const int SetAside = 200;

    /// <summary>Products kept that were said to be for nobody here, or taken back, the newest.</summary>
    public const int Verdicts = 500;

    /// <summary>Newest statements of staff kept about tags, and about notes, those that take one back included.</summary>
    public const int StaffStatements = 50;

    /// <summary>Characters of a tag.</summary>
    public const int TagLength = 60;

    /// <summary>Characters of a note.</summary>
    public const int NoteLength = 500;

    /// <summary>Characters of the name of an author, a loyalty tier or program.</summary>
    public const int NameLength = 100;

    /// <summary>Newest events kept to be read by people.</summary>
    public const int TimelineEvents = 500;

    /// <summary>Experiments kept of which something was seen, those seen last.</summary>
    public const int Experiments = 50;

    /// <summary>Characters of the id of an experiment or variant.</summary>
    public const int ExperimentNameLength = 64;

    /// <summary>Banners, pop-ups and offers kept that were seen, those seen last.</summary>
    public const int Promotions = 60;

    /// <summary>Characters of the id of such; longer ones are none of ours.</summary>
    public const int PromotionIdLength = 64;

    /// <summary>Newest statements about products of wish lists kept, those that take one off included.</summary>
    public const int Wishes = 150;

    /// <summary>Hints kept that were shown, the newest.</summary>
    public const int HintsShown = 100;

    /// <summary>Characters of a hint's id; longer ones are none of ours.</summary>
    public const int HintIdLength = 40;
}
