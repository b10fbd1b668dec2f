using System.Xml.Linq;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

public sealed class DefinitionOutlineTests
{
    /// <summary>Each was compared with all before it, so that 20,000 took minutes.</summary>
    [Fact]
    [Trait("Attack", "D4")]
    public void ThousandsOfOneName_AreNumbered()
    {
        const int Count = 50_000;
        var paths = DefinitionOutline.Walk(new XElement("network", Enumerable.Range(0, Count).Select(_ => new XElement("a")))).Select(place => place.Path).ToHashSet();

        Assert.Equal(Count + 1, paths.Count);
        Assert.Contains("a[#1]", paths);
        Assert.Contains($"a[#{Count}]", paths);
    }

    [Fact]
    public void ElementsOfOneName_AreNamedByWhatTellsThemApart() => Assert.Equal(
        ["", "feature[acpi]", "feature[acpi]@name", "feature[pae]", "feature[pae]@name", "feature[#1]", "feature[#2]"],
        DefinitionOutline.Walk(XElement.Parse("<cpu><feature name='acpi'/><feature name='pae'/><feature/><feature/></cpu>")).Select(place => place.Path));

    /// <summary>Viewers read paths in the history and in tasks, and may not read what other programs wrote.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public void WhatOtherProgramsWrote_IsNotNamedInPaths()
    {
        var root = XElement.Parse("""
            <domain xmlns:qemu="urn:qemu"><metadata><app:conf xmlns:app="urn:app"><app:user name="secret-1"/><app:user name="secret-2"/><user name="secret-3"/><user name="secret-4"/></app:conf></metadata>
            <qemu:commandline><qemu:env name="secret-5"/><qemu:env name="secret-6"/></qemu:commandline></domain>
            """);

        Assert.All(DefinitionOutline.Walk(root), place => Assert.DoesNotContain("secret", place.Path, StringComparison.Ordinal));
    }
}
