using Libvirt;
using Microsoft.AspNetCore.Components;
using NetArchTest.Rules;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>The three rules of docs/architecture.md that hold the app together.</summary>
public sealed class DependencyTests
{
    private const string Features = "WebConsole.Features";

    public static TheoryData<string> EachFeature => new(typeof(HypervisorGateway).Assembly.GetTypes()
        .Select(type => type.Namespace)
        .OfType<string>()
        .Where(name => name.StartsWith(Features + ".", StringComparison.Ordinal))
        .Select(name => name.Split('.')[2])
        .Distinct());

    [Fact]
    public void NativeDeclarations_StayInsideTheBinding()
    {
        Assert.DoesNotContain(typeof(LibvirtConnection).Assembly.GetExportedTypes(), type => type.Namespace == "Libvirt.Native");
        Holds(Types.InAssembly(typeof(HypervisorGateway).Assembly).ShouldNot().HaveDependencyOn("Libvirt.Native").GetResult());
    }

    [Theory, MemberData(nameof(EachFeature))]
    public void Feature_UsesNoOther(string feature)
    {
        var others = EachFeature.Select(row => row.Data).Where(other => other != feature).Select(other => $"{Features}.{other}").ToArray();
        Holds(Types.InAssembly(typeof(HypervisorGateway).Assembly)
            .That().ResideInNamespace($"{Features}.{feature}")
            .ShouldNot().HaveDependencyOnAny(others).GetResult());
    }

    /// <summary>What several features need lies beside them: storage, operating systems, seeds.</summary>
    [Theory]
    [InlineData("Appliances")]
    [InlineData("Storage")]
    [InlineData("OsInfo")]
    [InlineData("Hardware")]
    [InlineData("CloudInit")]
    [InlineData("Operations")]
    [InlineData("Actions")]
    [InlineData("Hypervisor")]
    [InlineData("History")]
    public void WhatFeaturesShare_UsesNoFeature(string folder) =>
        Holds(Types.InAssembly(typeof(HypervisorGateway).Assembly)
            .That().ResideInNamespace($"WebConsole.{folder}")
            .ShouldNot().HaveDependencyOnAny(Features).GetResult());

    [Fact]
    public void Component_TakesNoGateway() =>
        Holds(Types.InAssembly(typeof(HypervisorGateway).Assembly)
            .That().Inherit(typeof(ComponentBase))
            .ShouldNot().HaveDependencyOn(typeof(HypervisorGateway).FullName).GetResult());

    [Fact]
    public void OnlyTheHypervisorFolder_CallsTheBinding() =>
        Holds(Types.InAssembly(typeof(HypervisorGateway).Assembly)
            .That().ResideInNamespace("WebConsole.Components").Or().ResideInNamespace("WebConsole.Security").Or().ResideInNamespace("WebConsole.Hosting")
            .ShouldNot().HaveDependencyOnAny(typeof(LibvirtConnection).FullName, typeof(Domain).FullName).GetResult());

    private static void Holds(NetArchTest.Rules.TestResult result) => Assert.True(result.IsSuccessful, "These break it: " + string.Join(", ", result.FailingTypeNames ?? []));
}
