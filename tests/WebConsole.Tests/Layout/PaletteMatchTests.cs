using WebConsole.Components.Layout.Palette;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Layout;

public sealed class PaletteMatchTests
{
    [Theory]
    [InlineData("force off web-01", PaletteRank.Exact)]
    [InlineData("FORCE  OFF WEB-01 ", PaletteRank.Exact)]
    [InlineData("force o", PaletteRank.Prefix)]
    [InlineData("for web", PaletteRank.Words)]
    [InlineData("web for", PaletteRank.Words)]
    [InlineData("01 off", PaletteRank.Words)]
    [InlineData("-01", PaletteRank.Words)]
    [InlineData("orce web", PaletteRank.Parts)]
    [InlineData("force-off", PaletteRank.Parts)]
    [InlineData("192.168 force", PaletteRank.Parts)]
    [InlineData("force web-02", null)]
    [InlineData("(.*", null)]
    public void Words_InAnyOrderAreFound(string typed, PaletteRank? rank) =>
        Assert.Equal(rank, new PaletteMatch(typed).RankOf(Entry("web-01", "Force off") with { Also = "force-off\n192.168.122.8" }));

    [Theory]
    [InlineData("web", PaletteRank.Exact)]
    [InlineData("we", PaletteRank.Prefix)]
    [InlineData("e", PaletteRank.Parts)]
    public void Name_IsTheTitleOfTheThingItself(string typed, PaletteRank rank) => Assert.Equal(rank, new PaletteMatch(typed).RankOf(Entry("web")));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\u00a0 ")]
    public void NothingTyped_IsEmpty(string typed) => Assert.True(new PaletteMatch(typed).IsEmpty);

    [Fact]
    public void LongText_CountsAtItsBeginning()
    {
        Assert.Equal(PaletteRank.Exact, new PaletteMatch(new string('n', 100_000)).RankOf(Entry(new string('n', 200))));
        Assert.Equal(PaletteRank.Words, new PaletteMatch(string.Concat(Enumerable.Repeat("web ", 10)) + "elsewhere").RankOf(Entry("web")));
    }

    [Fact]
    public void Answers_StandInTheirOrder()
    {
        PaletteEntry[] entries =
        [
            Entry("web-01", "Start", PaletteKind.Action), Entry("web.qcow2", null, PaletteKind.Volume), Entry("my-web"), Entry("web-10"), Entry("web-2"), Entry("cobweb"), Entry("web"),
            Entry("Webs", null, PaletteKind.Page),
        ];

        var found = PaletteFound.Of(entries, new PaletteMatch("web"), []);

        Assert.Equal(["web", "Webs", "web-2", "web-10", "web.qcow2", "my-web", "Start web-01", "cobweb"], found.Shown.Select(entry => entry.Title));
        Assert.Equal((8, 0), (found.Total, found.More));
    }

    [Fact]
    public void OfEquals_TheOneVisitedLastComesFirst()
    {
        var (one, other) = (TestMachines.Named("web-01"), TestMachines.Named("web-02"));

        var found = PaletteFound.Of([Entry("web-01") with { Subject = one }, Entry("web-02") with { Subject = other }], new PaletteMatch("web"), [other.Id]);

        Assert.Equal(["web-02", "web-01"], found.Shown.Select(entry => entry.Name));
    }

    [Fact]
    public void MoreThanThereIsRoomFor_AreCounted()
    {
        var found = PaletteFound.Of(Enumerable.Range(0, 300).Select(number => Entry($"web-{number}")), new PaletteMatch("web"), []);

        Assert.Equal((PaletteFound.Most, 300, 250), (found.Shown.Length, found.Total, found.More));
    }

    private static PaletteEntry Entry(string name, string? verb = null, PaletteKind kind = PaletteKind.Machine) =>
        new() { Key = name, Kind = kind, Icon = "", Name = name, Verb = verb };
}
