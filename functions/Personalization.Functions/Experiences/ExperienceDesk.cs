using System.Text;
using Personalization.Common.Documents;
using Personalization.Experiences;
using Personalization.Experiences.Content;
using Personalization.Experiences.Definitions;
using Personalization.Messages;

namespace Personalization.Functions.Experiences;

/// <summary>The experiences that are in service.</summary>
/// <param name="store">Texts.</param>
/// <param name="policy">Knows the shop's clock.</param>
public sealed class ExperienceDesk(IExperienceStore store, MessagePolicy policy)
{
    private volatile Made? made;

    /// <summary>All, as of a moment ago.</summary>
    public async ValueTask<ExperienceBook> BookAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<ExperienceLine> index = await store.CurrentAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Index, index)) return known.Book;
        ExperienceBook book = ExperienceBook.Of(index.Lines.Where(one => !one.Value.IsGone).Select(one => Read(one.Key, one.Value)), policy.TimeZone);
        made = new Made(index, book);
        return book;
    }

    internal static Experience Read(string id, ExperienceLine line) =>
        ExperienceReader.Read(Encoding.UTF8.GetBytes(line.Text), id, line.Version).Experience ?? throw new InvalidDataException($"Version {line.Version} of the stored experience {id} cannot be read");

    private sealed record Made(DocumentIndex<ExperienceLine> Index, ExperienceBook Book);
}

/// <summary>Brings what fills slots of a kind with experiences.</summary>
internal sealed class ExperienceSource(SlotKind kind, ExperienceDesk desk) : ISlotSource
{
    private volatile Made? made;

    public SlotKind Kind => kind;

    public async ValueTask<ISlotDecider> CurrentAsync(CancellationToken cancellationToken)
    {
        ExperienceBook book = await desk.BookAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Book, book)) return known.Slots;
        ExperienceSlots slots = new(kind, book);
        made = new Made(book, slots);
        return slots;
    }

    private sealed record Made(ExperienceBook Book, ExperienceSlots Slots);
}
