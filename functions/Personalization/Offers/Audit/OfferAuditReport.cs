namespace Personalization.Offers.Audit;

/// <summary>What an audit has found. Nothing of a single person is in it. Field names are storage format.</summary>
/// <param name="At">As of when, UTC.</param>
/// <param name="People">People who have ordered and may be learned from.</param>
/// <param name="Currency">The currency of sums.</param>
/// <param name="Received">What offers have taken off an order, on average.</param>
/// <param name="Grounds">Each with its groups.</param>
public sealed record OfferAuditReport(DateTimeOffset At, int People, string Currency, double Received, IReadOnlyList<GroundReport> Grounds);

/// <summary>Something by which people are told apart, for the audit alone.</summary>
/// <param name="Ground">Its name.</param>
/// <param name="Verdict"><c>fair</c>, <c>disparity</c>, <c>too-few</c>, or <c>allowed</c> where offers may go by it.</param>
/// <param name="PValue">How often chance alone would make such a difference, after all looks.</param>
/// <param name="Gap">Between the groups that are given most and least, as a share of the mean; people compared with those of their stage.</param>
/// <param name="Groups">Those of 30 people or more.</param>
public sealed record GroundReport(string Ground, string Verdict, double? PValue, double? Gap, IReadOnlyList<GroupReport> Groups);

/// <summary>A group.</summary>
/// <param name="Group">Its name.</param>
/// <param name="People">People in it.</param>
/// <param name="Received">What offers have taken off each of their orders, on average.</param>
/// <param name="Alike">The same, were they at the same stages as all.</param>
public sealed record GroupReport(string Group, int People, double Received, double Alike);
