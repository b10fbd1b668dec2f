using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>What a domain can have on a host.</summary>
public sealed class DomainCapabilitiesTests
{
    /// <summary>The fixture has each path of libvirt's schema, and some property reads each of its values.</summary>
    [Fact]
    public void EveryPathOfTheSchema_IsReadByAProperty()
    {
        var view = (DomainCapabilitiesXml)Fixture.Open("domain-capabilities-everything");
        var read = Nodes(view.Element).Where(node => IsRead(view, node)).Select(node => SchemaPath.Of(node)!).ToHashSet();

        Assert.Empty(DomainSchema.Paths("domaincaps.rng", "domainCapabilities").Except(read));
        Assert.Empty(Nodes(view.Element).Select(node => SchemaPath.Of(node)!).Except(read));
    }

    [Fact]
    public void Choices_OfWhatIsNotSupported_AreNone()
    {
        var view = DomainCapabilitiesXml.Parse("<domainCapabilities><devices><tpm supported='no'/></devices></domainCapabilities>");

        Assert.Empty(view.TpmModels!);
        Assert.Empty(view.TpmBackends!);
    }

    [Fact]
    public void Choices_OfWhatLibvirtDoesNotName_AreUnknown()
    {
        var view = DomainCapabilitiesXml.Parse("<domainCapabilities><devices><tpm supported='yes'><enum name='model'/></tpm></devices></domainCapabilities>");

        Assert.Empty(view.TpmModels!);
        Assert.Null(view.TpmVersions);
        Assert.Null(view.DiskBuses);
        Assert.Null(view.HasIoThreads);
    }

    [Theory]
    [InlineData("<domain/>")]
    [InlineData("")]
    [InlineData(null)]
    public void OtherText_IsNoView(string? xml) => Assert.False(DomainCapabilitiesXml.TryParse(xml, out _));

    private static IEnumerable<XObject> Nodes(XElement root) => root.DescendantsAndSelf().SelectMany(element =>
        element.Attributes().Cast<XObject>().Concat(element.HasElements || element.IsEmpty ? [] : new XObject[] { element }));

    /// <summary>Whether the view says something else when the value is another one.</summary>
    private static bool IsRead(DomainCapabilitiesXml view, XObject node)
    {
        var (before, old) = (ViewReader.Describe(view), ValueOf(node));
        Write(node, old switch { "yes" => "no", "no" => "yes", _ => old + "1" });
        var after = ViewReader.Describe(view);
        Write(node, old);
        return before != after;
    }

    private static string ValueOf(XObject node) => node is XAttribute attribute ? attribute.Value : ((XElement)node).Value;

    private static void Write(XObject node, string value)
    {
        if (node is XAttribute attribute)
            attribute.Value = value;
        else
            ((XElement)node).Value = value;
    }
}
