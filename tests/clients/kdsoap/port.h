// SPDX-License-Identifier: Apache-2.0
// What the programs share: PROGRAM URL LOGIN PASSWORD TAG, a port and its login, calls, refusals, JSON.
#pragma once
#include "stubs.h"
#include <KDSoapClient/KDSoapClientInterface.h>
#include <KDSoapClient/KDSoapMessage.h>
#include <KDSoapClient/KDSoapValue.h>
#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <cstdio>

static NGNPro *port;

// The login of all following calls.
static void identify(const QString &username, const QString &password, bool admin) {
    NGNPRO__SoapAuth auth;
    auth.setUsername(username);
    auth.setPassword(password);
    auth.setAdmin(admin);
    port->setAuthHeader(auth);
}

// The following calls are made once only, however often they are sent.
static void once(const QString &id) {
    NGNPROV__RequestOptions request;
    request.setId(id);
    port->setRequestHeader(request);
}

static void notOnce() { port->clientInterface()->setHeader(QStringLiteral("request"), KDSoapMessage()); }

struct Refused {
    KDSoapMessage fault;
};

// What the operation of a job answers to the parameters that ``fill`` gives. The blocking calls of NGNPro would be shorter,
// but of a refusal they show neither number nor detail.
template <class Job, class Fill> static auto call(const Fill &fill) {
    Job job(port);
    job.setAutoDelete(false);
    auto parameters = job.parameters();
    fill(parameters);
    job.setParameters(parameters);
    QEventLoop loop;
    QObject::connect(&job, &KDSoapJob::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
    if (job.isFault()) throw Refused{job.reply()};
    return job.resultParameters();
}

// A value by the type that the stubs gave it; the type of a list is an Array of items.
static QJsonValue json(const KDSoapValue &value) {
    if (value.type().endsWith("Array")) {
        QJsonArray items;
        for (const KDSoapValue &each : value.childValues()) items.append(json(each));
        return items;
    }
    if (value.childValues().isEmpty() && value.value().isValid()) return QJsonValue::fromVariant(value.value());
    QJsonObject members;
    for (const KDSoapValue &each : value.childValues()) members.insert(each.name(), json(each));
    return members;
}

// A record, with the members that it has a value for.
template <class Record> static QJsonValue shown(const Record &record) { return json(record.serialize("record")); }

// Code and string of the fault that a call meets and the members of its detail, whose types the stubs do not know.
template <class Call> static QJsonObject refusal(const Call &refused) {
    try {
        refused();
    } catch (const Refused &met) {
        const KDSoapValueList fault = met.fault.childValues();
        QJsonObject told{
            {"faultcode", fault.child("faultcode").value().toString()},
            {"faultstring", fault.child("faultstring").value().toString()},
        };
        for (const KDSoapValue &each : fault.child("detail").childValues().child("exception").childValues()) {
            told.insert(each.name(), each.value().toString());
        }
        return told;
    }
    return {};
}

static QJsonObject story(const QString &tag);

int main(int count, char **arguments) {
    QCoreApplication application(count, arguments);
    NGNPro client;
    port = &client;
    // the path that the WSDL names, at this server
    client.setEndPoint(QString::fromUtf8(arguments[1]) + QUrl(client.endPoint()).path());
    client.clientInterface()->setTimeout(60'000);
    identify(QString::fromUtf8(arguments[2]), QString::fromUtf8(arguments[3]), true);
    try {
        const QByteArray told = QJsonDocument(story(QString::fromUtf8(arguments[4]))).toJson();
        std::fwrite(told.constData(), 1, static_cast<std::size_t>(told.size()), stdout);
    } catch (const Refused &met) {
        std::fprintf(stderr, "%s\n", qPrintable(met.fault.faultAsString()));
        return 1;
    }
}
