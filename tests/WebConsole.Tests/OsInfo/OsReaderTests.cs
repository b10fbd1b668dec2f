using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Media;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>Reading the files of osinfo-db, and what is looked up in them.</summary>
public sealed class OsReaderTests
{
    private const string Two = """
        <libosinfo version="0.0.1">
          <os id="http://example.org/river/2">
            <short-id>river2</short-id><short-id>river-latest</short-id>
            <name xml:lang="de">Fluss 2</name><name>River 2</name><version>2</version><vendor>Example</vendor><family>linux</family><distro>river</distro>
            <derives-from id="http://example.org/river/1"/>
            <release-date>2024-05-06</release-date><eol-date>2026-02-28</eol-date>
            <variant id="desk"><name>River 2 Desktop</name></variant>
            <media arch="x86_64" live="true"><variant id="desk"/><iso><volume-id>^River 2\.\d+ amd64</volume-id></iso></media>
            <media arch="x86_64"><iso><volume-id>River 2\.\d+ amd64 net</volume-id><system-id>LINUX</system-id></iso></media>
            <media arch="aarch64"><iso><volume-id>River 2\.\d+ arm64</volume-id></iso></media>
            <media arch="x86_64"><iso><publisher-id>EXAMPLE</publisher-id></iso></media>
            <media arch="x86_64"><url>https://example.org/tree</url></media>
            <resources arch="x86_64"><recommended><ram>4294967296</ram></recommended></resources>
          </os>
          <os id="http://example.org/river/1"><name>River 1</name><version>1</version>
            <resources arch="all"><minimum><n-cpus>1</n-cpus><ram>1073741824</ram><storage>10737418240</storage></minimum><recommended><ram>1</ram><storage>21474836480</storage></recommended></resources>
          </os>
        </libosinfo>
        """;

    private readonly OsDatabase _two = OsReader.Join(OsReader.Read(Two));

    [Fact]
    public void System_HasWhatTheFileSays()
    {
        var os = _two.Find("http://example.org/river/2")!;

        Assert.Equal(("River 2", "river2", "2", "Example", "linux", "river"), (os.Name, os.ShortId, os.Version, os.Vendor, os.Family, os.Distribution));
        Assert.Equal((new DateOnly(2024, 5, 6), new DateOnly(2026, 2, 28)), (os.Released, os.EndOfLife));
        // A publisher alone, or no disc image, recognises nothing.
        Assert.Equal(3, os.Media.Length);
    }

    [Fact]
    public void Needs_ComeFromWhatItIsMadeFrom_WhereItDoesNotSayThemItself()
    {
        var (minimum, recommended) = _two.NeedsOf(_two.Find("http://example.org/river/2")!, "x86_64");

        Assert.Equal(new OsNeeds(1L << 30, 1, 10L << 30), minimum);
        Assert.Equal(new OsNeeds(4L << 30, null, 20L << 30), recommended);
        Assert.Equal(1, _two.NeedsOf(_two.Find("http://example.org/river/2")!, "aarch64").Recommended.Memory);
    }

    [Theory]
    [InlineData("River 2.7 amd64", "", "River 2 Desktop", "x86_64", false)]
    [InlineData("River 2.7 amd64 net", "LINUX", "River 2", "x86_64", false)]
    [InlineData("River 2.7 amd64 net", "", "River 2 Desktop", "x86_64", false)]
    [InlineData("River 2.7 arm64", "", "River 2", "aarch64", false)]
    // Newer than the data: what its label would say of a known release.
    [InlineData("River 3.1 arm64", "", "River 2", "aarch64", true)]
    public void Label_IsRecognised(string volume, string system, string name, string architecture, bool nearest)
    {
        var match = _two.Identify(new IsoLabel(volume, system is "" ? null : system))!;

        Assert.Equal((name, architecture, nearest), (match.Name, match.Medium.Architecture, match.IsNearest));
    }

    [Theory]
    [InlineData("HOLIDAYS")]
    [InlineData("Lake 2.7 amd64")]
    [InlineData(null)]
    public void Label_OfSomethingElse_IsNotRecognised(string? volume) => Assert.Null(_two.Identify(new IsoLabel(volume)));

    [Fact]
    public void LaterFile_CompletesAnEarlierOne()
    {
        var more = OsReader.Read("""<libosinfo><os id="http://example.org/river/2"><name>River 2</name><eol-date>2030-01-01</eol-date><media arch="riscv64"><iso><volume-id>River 2 riscv</volume-id></iso></media></os></libosinfo>""");

        var os = OsReader.Join([.. OsReader.Read(Two), .. more]).Find("http://example.org/river/2")!;

        Assert.Equal((new DateOnly(2030, 1, 1), new DateOnly(2024, 5, 6), 4, "river2"), (os.EndOfLife, os.Released, os.Media.Length, os.ShortId));
    }

    [Theory]
    [Trait("Attack", "J3")]
    [InlineData("")]
    [InlineData("<libosinfo>")]
    [InlineData("<domain/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><libosinfo><os id='x'><name>&b;</name></os></libosinfo>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;&b;'>]><libosinfo><os id='x'><name>&c;</name></os></libosinfo>")]
    [InlineData("<libosinfo><os><name>No id</name></os><os id='no-name'/></libosinfo>")]
    public void FileThatIsNone_HoldsNothing(string xml) => Assert.Empty(OsReader.Read(xml));

    [Fact]
    [Trait("Attack", "J3")]
    public void WhatIsTooMuch_IsLeftOut()
    {
        Assert.Empty(OsReader.Read("<libosinfo>" + string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)) + "</libosinfo>"));
        Assert.Empty(OsReader.Read($"<libosinfo><os id='x'><name>{new string('n', 5_000_000)}</name></os></libosinfo>"));
        Assert.Empty(OsReader.Read($"<libosinfo><os id='{new string('i', 300)}'><name>a</name></os></libosinfo>"));
        var media = string.Concat(Enumerable.Repeat("<media><iso><volume-id>a</volume-id></iso></media>", 5_000));
        Assert.InRange(Assert.Single(OsReader.Read($"<libosinfo><os id='x'><name>a</name>{media}</os></libosinfo>")).Media.Length, 1, 300);
        var odd = Assert.Single(OsReader.Read("<libosinfo><os id='x'><name>a</name><eol-date>soon</eol-date><resources><minimum><ram>-1</ram><n-cpus>99999999999</n-cpus><storage>9999999999999999999999</storage></minimum></resources></os></libosinfo>"));
        Assert.Equal((null, OsNeeds.Unknown), (odd.EndOfLife, odd.Resources[0].Minimum));
    }

    [Fact]
    [Trait("Attack", "J3")]
    public void SystemsMadeFromEachOther_AreNoEndlessLoop()
    {
        var circle = OsReader.Join(OsReader.Read("<libosinfo><os id='a'><name>a</name><derives-from id='b'/><clones id='a'/></os><os id='b'><name>b</name><derives-from id='a'/></os></libosinfo>"));

        Assert.Equal((OsNeeds.Unknown, OsNeeds.Unknown), circle.NeedsOf(circle.Find("a")!, "x86_64"));
    }

    /// <summary>Each of them would take longer than the age of the universe.</summary>
    [Fact]
    [Trait("Attack", "D2")]
    public void PatternsThatTakeForEver_AreGivenUp_AndOthersStillCount()
    {
        var media = string.Concat(Enumerable.Range(0, 100).Select(number => $"<media><iso><volume-id>(a|aa)+{number}?$</volume-id></iso></media><media><iso><volume-id>[</volume-id></iso></media>"));
        var hostile = OsReader.Join(OsReader.Read($"<libosinfo><os id='x'><name>x</name>{media}</os><os id='y'><name>y</name><media><iso><volume-id>^a+!</volume-id></iso></media></os></libosinfo>"));
        var label = new IsoLabel(new string('a', 31) + "!");

        var began = TimeProvider.System.GetTimestamp();
        var first = hostile.Identify(label);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));

        Assert.Equal("y", (hostile.Identify(label) ?? first)!.Os.Id);
    }

    [Theory]
    [InlineData("^River 2", "My River 2", false)]
    [InlineData("River 2", "My River 2", true)]
    [InlineData("Rivers? 2", "River 2", true)]
    [InlineData("Rivers* 2", "River 2", true)]
    [InlineData("Rive{0}r", "Rivr", true)]
    [InlineData("PPC|LINUX", "LINUX", true)]
    [InlineData(@"10\.0(\.\d+)* arm", "10.0.3 arm", true)]
    [InlineData("", "anything", true)]
    public void Pattern_IsARegularExpressionAnywhereInTheText(string pattern, string text, bool fits) => Assert.Equal(fits, new LabelPattern(pattern).IsIn(text));
}
