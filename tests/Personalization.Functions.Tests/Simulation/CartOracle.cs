namespace Personalization.Functions.Tests.Simulation;

/// <summary>A message that shall have gone, and an end that a journey shall have come to.</summary>
internal sealed record Expected(IReadOnlyList<DateTimeOffset> Sent, IReadOnlyList<string> Ends);

/// <summary>
/// What the abandoned cart's journey owes one person, worked out from what that person did and nothing of the product's own: reminders 1 and 25
/// hours after the last change of a cart, an end at 72; nothing to whoever has bought, emptied the cart or left; by post that is quiet from 21:00 to
/// 08:00, takes one mail a day and three a week, and throws away what is a day old or speaks of a cart that has changed since.
/// </summary>
internal sealed class CartOracle(Shopper shopper, Func<string, DateTimeOffset, bool> isThere)
{
    private static readonly TimeSpan[] After = [TimeSpan.FromHours(1), TimeSpan.FromHours(25), TimeSpan.FromHours(72)];
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Forget = TimeSpan.FromDays(7), Tick = TimeSpan.FromSeconds(1);

    private readonly List<Deed> known = [];
    private readonly Dictionary<string, Journey> journeys = [];
    private readonly OraclePost post = new(TimeZoneInfo.FindSystemTimeZoneById(shopper.Zone));
    private readonly List<string> ends = [];

    private sealed class Journey
    {
        public string Phase = "none", Reason = "";
        public DateTimeOffset LookAt, Began, Change;
        public DateTimeOffset? SentAt;
        public int Steps;
    }

    public Expected Work(DateTimeOffset until)
    {
        Queue<Deed> deeds = new(shopper.Deeds);
        while (true)
        {
            Journey? next = journeys.Values.Where(one => one.Phase is "pending" or "running").MinBy(one => one.LookAt);
            DateTimeOffset look = next?.LookAt ?? DateTimeOffset.MaxValue, mail = post.Next, deed = deeds.TryPeek(out Deed? first) ? first.Heard : DateTimeOffset.MaxValue;
            DateTimeOffset now = new[] { look, mail, deed }.Min();
            if (now > until) return new Expected(post.Sent, ends);
            if (look == now) Look(journeys.Single(one => one.Value == next).Key, next!, now);
            else if (mail == now) post.Deliver(now, letter => IsRight(letter, now));
            else Hear(deeds.Dequeue(), now);
        }
    }

    private bool Signed => known.Exists(deed => deed.Kind == "sign-in");

    private bool Wants => Signed && !Left;

    private bool Left => known.Where(deed => deed.Kind is "sign-in" or "opt-out").MaxBy(deed => deed.At) is { Kind: "opt-out" };

    private void Hear(Deed deed, DateTimeOffset now)
    {
        if (!known.Exists(one => one.Id == deed.Id)) known.Add(deed);
        if (!Wants && !Left) return;
        var carts = known.Where(one => one.Kind is "add" or "remove").GroupBy(one => one.Cart).Select(one => (Id: one.Key, Change: one.Max(change => change.At)))
            .Where(cart => cart.Change + Forget > now).OrderByDescending(cart => cart.Change).Take(3);
        foreach ((string id, DateTimeOffset change) in carts.ToArray()) Notice(id, change, now);
    }

    private void Notice(string id, DateTimeOffset change, DateTimeOffset now)
    {
        Journey journey = journeys.TryGetValue(id, out Journey? found) ? found : journeys[id] = new Journey();
        bool open = Wants && Content(id).Count > 0;
        if (journey.Phase == "running" && !open) Look(id, journey, now);
        bool again = journey.Phase == "ended" && (change > journey.Change || journey.Reason is "opted-out" or "unreachable");
        if (!open || !(journey.Phase == "none" || again)) return;
        int steps = journey.Phase == "ended" && change == journey.Change ? journey.Steps : 0;
        journeys[id] = journey = new Journey { Phase = "pending", Began = change, Change = change, Steps = steps, LookAt = change + After[0] };
        if (journey.LookAt <= now) Look(id, journey, now);
    }

    private void Look(string id, Journey journey, DateTimeOffset now)
    {
        journey.Phase = "running";
        DateTimeOffset change = known.Where(one => one.Kind is "add" or "remove" && one.Cart == id).Max(one => one.At);
        // An order between the journey's beginning and the newest change: it is another cart.
        if (Bought(journey.Began) < change) (journey.Began, journey.Steps, journey.SentAt) = (change, 0, null);
        journey.Change = change;
        if (WhyNot(id, now) is { } obstacle)
        {
            End(id, journey, obstacle);
            return;
        }
        for (; journey.Steps < 3; journey.Steps++)
        {
            TimeSpan distance = After[journey.Steps] - (journey.Steps == 0 ? TimeSpan.Zero : After[journey.Steps - 1]);
            DateTimeOffset due = new[] { change + After[journey.Steps], (journey.SentAt ?? DateTimeOffset.MinValue) + distance }.Max();
            if (now < due)
            {
                journey.LookAt = due > now + Tick ? due : now + Tick;
                return;
            }
            if (now > change + Forget)
            {
                End(id, journey, "too-old");
                return;
            }
            if (journey.Steps == 2) continue;
            journey.SentAt = now;
            post.Post(new Letter(id, journey.Began, journey.Steps, now, now), now, letter => IsRight(letter, now));
        }
        Finish(journey, "done");
    }

    private void End(string id, Journey journey, string reason)
    {
        // The last thing said is taken back, if it still lies there.
        if (journey.SentAt is not null) post.TakeBack(id, journey.Began, journey.Steps - 1);
        Finish(journey, reason);
    }

    private void Finish(Journey journey, string reason)
    {
        (journey.Phase, journey.Reason) = ("ended", reason);
        ends.Add(reason);
    }

    private string? WhyNot(string id, DateTimeOffset now) =>
        Bought(LastChange(id)) is not null ? "bought"
        : Content(id).Count == 0 ? "emptied"
        : !Content(id).Any(product => isThere(product, now)) ? "sold-out"
        : Wants ? null : Left ? "opted-out" : "unreachable";

    private bool IsRight(Letter letter, DateTimeOffset now) => WhyNot(letter.Cart, now) is null && Bought(letter.Made) is null && LastChange(letter.Cart) <= letter.Made;

    private DateTimeOffset LastChange(string id) => known.Where(one => one.Kind is "add" or "remove" && one.Cart == id).Max(one => one.At);

    private DateTimeOffset? Bought(DateTimeOffset since) => known.Where(one => one.Kind == "buy" && one.At >= since).Min(one => (DateTimeOffset?)one.At);

    // What was put in and neither taken out nor bought since.
    private HashSet<string> Content(string id)
    {
        HashSet<string> content = [];
        if (Bought(LastChange(id)) is not null) return content;
        Dictionary<string, int> pieces = [];
        foreach (Deed deed in known.Where(one => one.Kind == "buy" || one.Cart == id).OrderBy(one => one.At))
            foreach (string product in deed.Products)
                pieces[product] = deed.Kind switch { "add" => pieces.GetValueOrDefault(product) + 1, "remove" => Math.Max(0, pieces.GetValueOrDefault(product) - 1), _ => 0 };
        return [.. pieces.Where(one => one.Value > 0).Select(one => one.Key)];
    }
}
