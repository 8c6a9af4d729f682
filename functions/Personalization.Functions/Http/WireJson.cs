using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Personalization.Functions.Assistant;
using Personalization.Functions.Assistant.Hints;
using Personalization.Functions.Assistant.Proposals;
using Personalization.Functions.Assistant.Tools;
using Personalization.Functions.Audiences;
using Personalization.Functions.Catalog;
using Personalization.Functions.Events;
using Personalization.Functions.Experiences;
using Personalization.Functions.Experiments;
using Personalization.Functions.Insights;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Journeys;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Functions.Messages.Preferences;
using Personalization.Functions.Offers;
using Personalization.Functions.Privacy;
using Personalization.Functions.Privacy.Enrichment;
using Personalization.Functions.Privacy.Own;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Identity;
using Personalization.Functions.Profiles.Pos;
using Personalization.Functions.Profiles.Preferences;
using Personalization.Functions.Profiles.Quizzes;
using Personalization.Functions.Profiles.Staff;
using Personalization.Functions.Profiles.Texts;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Functions.Segments;
using Personalization.Functions.Segments.Automatic;
using Personalization.Functions.Segments.Predictions;
using Personalization.Functions.Segments.Similar;
using Personalization.Functions.Web;
using Personalization.Offers.Audit;
using Personalization.Recommendations;

namespace Personalization.Functions.Http;

/// <summary>Source-generated serializers of everything that the functions answer: camelCase, absent members left out.</summary>
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(HintsBody))]
[JsonSerializable(typeof(CaptureAnswer))]
[JsonSerializable(typeof(CatalogAnswer))]
[JsonSerializable(typeof(ProfileBody))]
[JsonSerializable(typeof(IdentityBody))]
[JsonSerializable(typeof(MergeBody))]
[JsonSerializable(typeof(MergePreviewBody))]
[JsonSerializable(typeof(QuarantineBody))]
[JsonSerializable(typeof(DismissedBody))]
[JsonSerializable(typeof(StaffBody))]
[JsonSerializable(typeof(TimelineBody))]
[JsonSerializable(typeof(CardBody))]
[JsonSerializable(typeof(QualityBody))]
[JsonSerializable(typeof(AuthorBody))]
[JsonSerializable(typeof(ActivityBody))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(RulesBody))]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(OutcomesBody))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(InboxBody))]
[JsonSerializable(typeof(DeadListBody))]
[JsonSerializable(typeof(SuppressionBody))]
[JsonSerializable(typeof(SuppressionsBody))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(RenderedBody))]
[JsonSerializable(typeof(JourneyListBody))]
[JsonSerializable(typeof(JourneyInstancesBody))]
[JsonSerializable(typeof(InventoryBody))]
[JsonSerializable(typeof(OwnLinkBody))]
[JsonSerializable(typeof(OwnDataBody))]
[JsonSerializable(typeof(RecipeListBody))]
[JsonSerializable(typeof(RecipeBody))]
[JsonSerializable(typeof(RecipeCheckBody))]
[JsonSerializable(typeof(SegmentListBody))]
[JsonSerializable(typeof(SegmentBody))]
[JsonSerializable(typeof(SegmentCountBody))]
[JsonSerializable(typeof(SegmentMembersBody))]
[JsonSerializable(typeof(SegmentMemberLine))]
[JsonSerializable(typeof(SegmentFunnelBody))]
[JsonSerializable(typeof(ProfileSegmentsBody))]
[JsonSerializable(typeof(QuizBody))]
[JsonSerializable(typeof(EnrichmentBody))]
[JsonSerializable(typeof(TextTopicsBody))]
[JsonSerializable(typeof(TextPreviewBody))]
[JsonSerializable(typeof(ChoiceQuestionBody))]
[JsonSerializable(typeof(ChoiceOutcomeBody))]
[JsonSerializable(typeof(PreferencesBody))]
[JsonSerializable(typeof(PreferenceLinkBody))]
[JsonSerializable(typeof(PosBody))]
[JsonSerializable(typeof(PhoneLinkBody))]
[JsonSerializable(typeof(PhoneListBody))]
[JsonSerializable(typeof(QuizQuestionsBody))]
[JsonSerializable(typeof(QuizOutcomeBody))]
[JsonSerializable(typeof(ModelCardsBody))]
[JsonSerializable(typeof(PredictionsBody))]
[JsonSerializable(typeof(SimilarBody))]
[JsonSerializable(typeof(SimilarTagBody))]
[JsonSerializable(typeof(UndoBody))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(AutomaticBody))]
[JsonSerializable(typeof(SaveAutomaticBody))]
[JsonSerializable(typeof(AudienceListBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(CostsBody))]
[JsonSerializable(typeof(ProposalBody))]
[JsonSerializable(typeof(ProposalListBody))]
[JsonSerializable(typeof(OfferedBody))]
[JsonSerializable(typeof(ExperienceListBody))]
[JsonSerializable(typeof(ExperienceBody))]
[JsonSerializable(typeof(ExplainedPageBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(ExperimentListBody))]
[JsonSerializable(typeof(ExperimentBody))]
[JsonSerializable(typeof(OfferAuditReport))]
[JsonSerializable(typeof(OfferListBody))]
[JsonSerializable(typeof(ShopOfferBody))]
[JsonSerializable(typeof(CouponBody))]
[JsonSerializable(typeof(RedeemedBody))]
[JsonSerializable(typeof(ReleasedBody))]
[JsonSerializable(typeof(ShopProductsBody))]
[JsonSerializable(typeof(ExperimentReportBody))]
[JsonSerializable(typeof(PowerBody))]
[JsonSerializable(typeof(FlagBody))]
[JsonSerializable(typeof(FlagsBody))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Leaves letters of every script as they are: the bodies are JSON, never parts of a page.</summary>
    public static WireJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    });
}
