package dev.wharf.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The users of one company out of three, with everything they reference: a company, its departments, their offices. */
public final class CompanyUsers implements Example {

    /** The company whose users move. */
    public static final int COMPANY = 2;

    @Override
    public String name() {
        return "company-users";
    }

    @Override
    public List<String> sourceTables(Product product) {
        return List.of(
                """
                CREATE TABLE crm_company (
                    id integer NOT NULL PRIMARY KEY,
                    name varchar(80) NOT NULL
                )""",
                """
                CREATE TABLE crm_office (
                    id integer NOT NULL PRIMARY KEY,
                    city varchar(60) NOT NULL
                )""",
                """
                CREATE TABLE crm_department (
                    id integer NOT NULL PRIMARY KEY,
                    company_id integer NOT NULL REFERENCES crm_company (id),
                    name varchar(80) NOT NULL
                )""",
                """
                CREATE TABLE crm_user (
                    id integer NOT NULL PRIMARY KEY,
                    company_id integer NOT NULL REFERENCES crm_company (id),
                    department_id integer NOT NULL REFERENCES crm_department (id),
                    office_id integer REFERENCES crm_office (id),
                    manager_id integer REFERENCES crm_user (id) DEFERRABLE INITIALLY DEFERRED,
                    name varchar(80) NOT NULL,
                    email varchar(120) NOT NULL
                )""");
    }

    @Override
    public List<String> targetTables(Product product) {
        String uuid = product.uuid();
        return List.of(
                "CREATE TABLE companies (id " + uuid + " NOT NULL PRIMARY KEY, name varchar(80) NOT NULL)",
                "CREATE TABLE offices (id " + uuid + " NOT NULL PRIMARY KEY, city varchar(60) NOT NULL)",
                """
                CREATE TABLE departments (
                    id %s NOT NULL PRIMARY KEY,
                    company_id %s NOT NULL REFERENCES companies (id),
                    name varchar(80) NOT NULL
                )"""
                        .formatted(uuid, uuid),
                """
                CREATE TABLE users (
                    id %s NOT NULL PRIMARY KEY,
                    company_id %s NOT NULL REFERENCES companies (id),
                    department_id %s NOT NULL REFERENCES departments (id),
                    office_id %s REFERENCES offices (id),
                    manager_id %s REFERENCES users (id),
                    name varchar(80) NOT NULL,
                    email varchar(120) NOT NULL
                )"""
                        .formatted(uuid, uuid, uuid, uuid, uuid));
    }

    @Override
    public void fill(Connection source, Product product) throws SQLException {
        try (Rows companies = new Rows(source, "crm_company", "id", "name")) {
            for (int id = 1; id <= 3; id++) {
                companies.add(id, "Company " + id);
            }
        }
        try (Rows offices = new Rows(source, "crm_office", "id", "city")) {
            for (String city : List.of("Lisbon", "Oslo", "Graz", "Kyoto", "Lima")) {
                offices.add(10 + city.length() * 3 + city.charAt(0), city);
            }
        }
        try (Rows departments = new Rows(source, "crm_department", "id", "company_id", "name")) {
            for (int id = 1; id <= 12; id++) {
                departments.add(id, 1 + id % 3, "Department " + id);
            }
        }
        List<Integer> offices = List.of("Lisbon", "Oslo", "Graz", "Kyoto").stream()
                .map(city -> 10 + city.length() * 3 + city.charAt(0))
                .toList();
        try (Rows users = new Rows(
                source, "crm_user", "id", "company_id", "department_id", "office_id", "manager_id", "name", "email")) {
            for (int id = 1; id <= 300; id++) {
                int company = 1 + id % 3;
                int department = (id % 4) * 3 + company - 1;
                users.add(
                        id,
                        company,
                        department == 0 ? 12 : department,
                        id % 11 == 0 ? null : offices.get(id % offices.size()),
                        id <= 3 ? null : (id % 5 == 0 && id + 3 <= 300 ? id + 3 : id - 3),
                        "User " + id,
                        "user" + id + "@company" + company + ".example");
            }
        }
    }
}
