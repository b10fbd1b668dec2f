using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>New machines of Xen by the API. libvirt's test driver takes machines of any hypervisor; what says that it is Xen is the inventory.</summary>
public sealed class XenMachinesApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Machines = "/api/v1/machines/test";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => fixture.Application.Services.GetRequiredService<InventoryStore>();

    [Fact]
    public async Task WhatXenHasNot_IsSaidAtItsField()
    {
        using var client = await SignInAsync();

        using var answer = await client.PostAsJsonAsync(Machines, new
        {
            name = "refused",
            machineType = XenHosts.Full,
            tpm = true,
            bootMenu = true,
            devices = new { rng = true, sound = "ich9" },
            disks = Array.Empty<object>(),
            networks = new[] { new { bridge = "xenbr0", model = "virtio" } },
        }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Equal(["bootMenu", "devices.rng", "devices.sound", "networks[0].model", "tpm"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Equal("One of e1000, rtl8139, netfront.", errors.GetProperty("networks[0].model")[0].GetString());
    }

    [Theory]
    [InlineData(XenHosts.Full, "hvm", "e1000")]
    [InlineData(XenHosts.Paravirtual, "linux", "netfront")]
    public async Task Machine_IsPlannedAndDefinedAsXens(string type, string os, string card)
    {
        using var client = await SignInAsync();
        var name = $"made-{type}";

        using var answer = await client.PostAsJsonAsync(Machines, new { name, machineType = type, memory = 64 << 20, disks = Array.Empty<object>(), networks = new[] { new { bridge = "xenbr0" } }, start = false }, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.TrueAsync(() => Inventory.Current.Machines.Values.Any(machine => machine.Name == name), Cancel);
        var made = DomainXml.Parse(Inventory.Current.Machines.Values.Single(machine => machine.Name == name).Xml);
        Assert.Equal(("xen", os, type, card), (made.DomainType, made.OsType, made.Machine, made.Interfaces[0].Model));
        Assert.Equal(type is XenHosts.Paravirtual ? "pygrub" : null, made.BootLoader);
    }

    private async Task<HttpClient> SignInAsync()
    {
        Inventory.Update(known => known with { Hosts = [.. known.Hosts.Select(host => host with { Facts = host.Facts! with { Driver = "Xen", Capabilities = XenHosts.Capabilities(XenHosts.Full, XenHosts.Paravirtual) } })] });
        var client = await fixture.Application.WithTokenAsync(Role.Administrator);
        return client;
    }
}
