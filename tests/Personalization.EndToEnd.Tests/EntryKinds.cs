using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions;

namespace Personalization.EndToEnd.Tests;

/// <summary>Every way into the app, and how far it reaches to a person. One that is not named here fails the test of consents.</summary>
internal static class EntryKinds
{
    /// <summary>Ways that the test goes itself, with people who have agreed to nothing.</summary>
    public static readonly string[] Driven =
    [
        "CaptureBatch", "CaptureTrack", "CaptureIdentify", "CapturePage", "CaptureScreen", "CaptureGroup", "CaptureAlias", "SendMessage", "RetryDeadMessage",
        "GetRecommendations", "ExplainRecommendations", "PreviewMerchandisingRules", "PutMessageTemplate", "PutRecipe", "PutProducts", "ShowOwnPage", "GetOwnData",
        "MakePrivacyLink", "GetMessages", "GetMessage", "ImportOrders", "AnswerQuiz", "GetPreferenceQuestion", "PostPreferenceChoice", "GetCard", "GetSimilarProfiles", "TagSimilarProfiles",
        "EnrichProfile", "PostPosEvents", "PostPhoneLink", "OpenPhoneList", "PostPreferenceLink", "ShowPreferenceCentre", "GetPreferences", "ShowPreferences", "GetTimeline",
        "GetProfilePredictions", "PutSegment", "GetSegmentMembers", "GetProfileSegments", "CountSegment", "ExportAudience", "PutQuiz",
    ];

    /// <summary>Ways that the driven ones lead through.</summary>
    public static readonly string[] Behind =
    [
        "ProcessEvents", "DeliverMessage", "RunJob", "AbandonedCart", "LookAtCart", "PostPurchase", "LookAtOrder", "RunRecipe", "LookAtRecipe", "PerformJourneyAct", "WatchProducts",
    ];

    /// <summary>Ways that neither decide for a person nor send to one, by why.</summary>
    public static readonly Dictionary<string, string[]> Unreaching = new(StringComparer.Ordinal)
    {
        ["counts and models, in which nobody is chosen for"] =
        [
            "CountActivity", "GetActivity", "GetCosts", "GetRecommendationOutcomes", "GetModelHistory", "GetRebuild", "PromoteModel", "RebuildRecommendations", "RequestRebuild", "RollBackModel",
            "RebuildPredictions", "RequestPredictions", "GetPredictionModels", "GetDataQuality", "WatchDataQuality", "GetReingest", "PostReingest", "GetFixes",
            "GetExperimentReport", "GetExperimentPower", "CloseExperiments", "GetOfferAudit", "AuditOffers",
        ],
        ["shows the shop what is stored"] =
        [
            "GetProfile", "GetSegment", "GetSegments", "GetSegmentFunnel", "GetAudiences",
            "GetDeadMessages", "GetJourneys", "GetJourneyInstances", "GetImport", "GetProduct", "GetMessageTemplate", "GetMerchandisingRules", "GetRecipe", "GetRecipes", "GetSuppression",
            "GetSuppressions", "FindSuppression", "ShowInbox", "ShowInboxHtml", "ShowInboxMessage", "GetPrivacyInventory", "GetPrivacyRequest", "GetPrivacyExport", "GetPrivacyReceipt",
            "VerifyPrivacyReceipt", "GetQuiz", "GetIdentity", "GetQuarantine", "PreviewMerge", "GetAutomaticSegments", "ListPrivacyRequests", "GetTextTopics", "GetExperiment", "GetExperiments", "GetExperience",
            "GetExperiences", "GetOffer", "GetOffers",
        ],
        ["files for browsers, and products that anybody may see"] = ["GetSdk", "GetShopFile", "ShowShop", "GetShopProducts"],
        ["keeps the shop's own definitions"] =
        [
            "PutMerchandisingRules", "DeleteRecipe", "ValidateRecipe", "DeleteSegment", "DeleteQuiz", "PreviewMessage", "LiftSuppression", "PutPreferences", "SaveAutomaticSegment", "PutTextTopics", "PreviewText",
            "PutExperience", "DeleteExperience", "PutExperiment", "DeleteExperiment", "StartExperiment", "StopExperiment", "PutOffer", "DeleteOffer",
        ],
        ["writes down what is said of a person, as an event that goes the way of all"] =
        [
            "PutTag", "DeleteTag", "PostNote", "DeleteNote", "PutLoyalty", "ImportDemo", "ImportCustomers", "ImportScores", "MergeProfiles", "UndoMerge", "ApproveQuarantined", "DismissQuarantined", "UndoAction",
        ],
        ["shows the person what they have to choose, and takes what they say"] =
        [
            "SavePreferences", "Unsubscribe", "SaveOwnChoices", "SayOwnDataIsWrong", "GetQuizQuestions", "SavePreferenceCentre", "MakeShopLink",
        ],
        ["looks at rules again by the clock; what follows goes through recipes"] = ["EvaluateSegments", "PassSegments"],
        ["answers who asks, from what a permitted profile lets it see"] =
            [
                "ChatWithShopper", "ChatWithMerchant", "CompleteChatWithShopper", "CompleteChatWithMerchant", "GetHints", "Decide", "DecideBatch", "ExplainDecision", "SearchProducts",
                "EvaluateFlag", "EvaluateFlags",
            ],
        ["asks the assistant's tools for whoever holds a key: reads, and proposals that change nothing by themselves"] = ["Mcp"],
        ["does what staff have approved, by the ways above, and tells of it"] = ["ApproveProposal", "UndoProposal", "GetProposals", "GetProposal", "GetProposalToken"],
        ["says what a coupon is worth that somebody holds, and takes it for their order"] = ["CheckCoupon", "RedeemCoupon", "ReleaseCoupons"],
        ["takes data out or away"] = ["RequestPrivacy", "AskOnOwnPage", "PurgeJourneys", "ApplyRetention", "AnswerPrivacyRequest", "ShopifyPrivacy"],
    };

    /// <summary>Names of all functions of the app.</summary>
    public static IEnumerable<string> All() =>
        from type in typeof(App).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let mark = method.GetCustomAttribute<FunctionAttribute>()
        where mark is not null
        select mark.Name;
}
