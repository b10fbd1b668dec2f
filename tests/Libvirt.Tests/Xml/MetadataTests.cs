using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>
/// WebConsole's metadata in a machine's definition: tags and notes, besides the metadata of other programs.
/// </summary>
public sealed class MetadataTests
{
    [Fact]
    public void TagsAndNotes_AreWrittenInOneElementOfOurOwn()
    {
        var domain = DomainXml.Parse("<domain>\n  <name>a</name>\n</domain>");
        var before = domain.ToXml();

        domain.Tags.Add("web");
        domain.Tags.Add("<b>");
        domain.Notes = "two\nlines";

        Assert.Equal("""
            <domain>
              <name>a</name>
              <metadata>
                <wc:machine xmlns:wc="urn:webconsole:machine:1">
                  <wc:tag>web</wc:tag>
                  <wc:tag>&lt;b&gt;</wc:tag>
                  <wc:notes>two
            lines</wc:notes>
                </wc:machine>
              </metadata>
            </domain>
            """, domain.ToXml());
        domain.Tags.Replace();
        domain.Notes = null;
        Assert.Equal(before, domain.ToXml());
    }

    [Fact]
    public void MediaOfTheSetup_StandBesideTags()
    {
        var domain = DomainXml.Parse("<domain>\n  <name>a</name>\n</domain>");
        var before = domain.ToXml();

        var medium = domain.SetupMedia.Add();
        (medium.Until, medium.Pool, medium.Volume, medium.IsDeleted) = ("booted", Guid.Parse("5a3c2b10-0000-4000-8000-000000000001"), "a \"seed\".iso", true);

        Assert.Contains("<wc:medium until=\"booted\" pool=\"5a3c2b10-0000-4000-8000-000000000001\" volume=\"a &quot;seed&quot;.iso\" delete=\"yes\"", domain.ToXml(), StringComparison.Ordinal);
        Assert.Equal("a \"seed\".iso", Assert.Single(DomainXml.Parse(domain.ToXml()).SetupMedia).Volume);
        domain.SetupMedia.RemoveAt(0);
        Assert.Equal(before, domain.ToXml());
    }

    [Fact]
    public void OrderOfTheStart_StandsInOneElement()
    {
        var domain = DomainXml.Parse("<domain>\n  <name>a</name>\n</domain>");
        var before = domain.ToXml();

        (domain.StartOrder, domain.StartDelay) = ("10", "30");

        Assert.Contains("<wc:autostart order=\"10\" delay=\"30\"", domain.ToXml(), StringComparison.Ordinal);
        (domain.StartOrder, domain.StartDelay) = (null, null);
        Assert.Equal(before, domain.ToXml());
    }

    [Fact]
    public void OthersMetadata_StaysAsItIs()
    {
        var domain = Fixture.Domain("domain-hostile");

        domain.Notes = "note";
        domain.Notes = null;

        Assert.NotNull(domain.MetadataOf("urn:evil"));
        Assert.Null(domain.MetadataOf(DomainXml.WebConsoleNamespace));
    }

    [Fact]
    public void ForeignElementsOfTheSameName_AreNotTaken()
    {
        var domain = DomainXml.Parse("<domain><metadata><machine><notes>plain</notes></machine><x:machine xmlns:x='urn:evil'><x:tag>t</x:tag></x:machine></metadata></domain>");

        Assert.Null(domain.Notes);
        Assert.Empty(domain.Tags);
    }

    [Fact]
    public void LibvirtsTestDriver_KeepsWhatWasWritten()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var made = connection.DefineDomain("<domain type='test'><name>metadata-test</name><memory>65536</memory><os><type>hvm</type></os></domain>");
        try
        {
            var view = DomainXml.Parse(made.GetXml(DomainXmlFlags.Inactive));
            view.Tags.Replace("web", "blue");
            view.Notes = "hello";
            using (connection.DefineDomain(view.ToXml()))
            {
            }
            var again = DomainXml.Parse(made.GetXml(DomainXmlFlags.Inactive));

            Assert.Equal(["web", "blue"], again.Tags);
            Assert.Equal("hello", again.Notes);
            Assert.Equal("wc", again.Element.Element("metadata")!.Elements().Single().GetPrefixOfNamespace(DomainXml.WebConsoleNamespace));
        }
        finally
        {
            made.Undefine();
        }
    }
}
